import type { Action } from '#lib/collect/kubernetes/askAccess.ts'
import type { Outcome, SourceFailure } from '#lib/tailnet/failure.ts'
import type { RbacRule } from '#lib/tailnet/rights.ts'

/** What of some rules an account lacks: rules cut down to just that. */
export interface Missing {
  rules: RbacRule[]
  /** Why a question had no answer, if one had none; it counts as lacking nothing. */
  failure: SourceFailure | null
}

/** Asks for each verb on each resource, and each name, of the rules. */
export async function missingRules(
  rules: readonly RbacRule[],
  namespace: string | null,
  may: (action: Action) => Promise<Outcome<boolean>>,
): Promise<Missing> {
  const asked = await Promise.all(rules.map(rule => missingOf(rule, namespace, may)))
  return {
    rules: asked.flatMap(each => each.rules),
    failure: asked.find(each => each.failure)?.failure ?? null,
  }
}

async function missingOf(
  rule: RbacRule,
  namespace: string | null,
  may: (action: Action) => Promise<Outcome<boolean>>,
): Promise<Missing> {
  const things = rule.resources.flatMap(resource => (rule.names ?? [null]).map(name => ({ resource, name })))
  const answers = await Promise.all(
    things.flatMap(thing =>
      rule.verbs.map(async verb => ({
        ...thing,
        verb,
        answer: await may({ verb, group: rule.group, ...thing, namespace }),
      })),
    ),
  )
  const lacking = answers.filter(({ answer }) => answer.ok && !answer.value)
  // Things that lack the same verbs stand in one rule, as a person would write it.
  const byVerbs = Map.groupBy(
    things.filter(thing => lacking.some(each => isSame(each, thing))),
    thing =>
      lacking
        .filter(each => isSame(each, thing))
        .map(({ verb }) => verb)
        .join(),
  )
  const failed = answers.find(({ answer }) => !answer.ok)?.answer
  return {
    rules: [...byVerbs].map(([verbs, same]) => ({
      ...rule,
      resources: [...new Set(same.map(({ resource }) => resource))],
      names: rule.names && [...new Set(same.flatMap(({ name }) => name ?? []))],
      verbs: rule.verbs.filter(verb => verbs.split(',').includes(verb)),
    })),
    failure: failed && !failed.ok ? failed.failure : null,
  }
}

const isSame = (a: { resource: string; name: string | null }, b: { resource: string; name: string | null }) =>
  a.resource === b.resource && a.name === b.name
