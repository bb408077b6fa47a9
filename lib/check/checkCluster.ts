import type { ClusterAccess } from '#lib/collect/kubernetes/openAccess.ts'
import { counted, listed } from '#lib/report/counted.ts'
import { failureWords } from '#lib/report/failureWords.ts'
import type { PodFacts } from '#lib/tailnet/cluster.ts'
import type { Outcome, SourceFailure } from '#lib/tailnet/failure.ts'
import { type RbacRule, type RoleRights, rights, type TierRights } from '#lib/tailnet/rights.ts'
import type { Addition, SourceCheck, TierCheck } from './check.ts'
import { missingRules } from './missingRules.ts'
import { ownAccount, roleManifest, type Subject } from './roleManifest.ts'

/** Words for what a tier's role gives the right to. */
const whats: Record<TierRights['tier'], string> = {
  T0: 'devices',
  T1: 'objects',
  T2: 'metrics by pod address',
  T3: 'metrics and logs',
  T4: 'exec',
}

interface Asked {
  access: ClusterAccess
  subject: Subject
  /** Namespaces with tailscale pods; null where they cannot be listed. */
  namespaces: string[] | null
  wishes: Wishes
}

/** What the configuration wants of a cluster. */
export interface Wishes {
  mayExec(namespace: string): boolean
  metricsByPodIp: boolean
}

/** What the account of a context may do in its cluster, and what it lacks. */
export async function checkCluster(
  name: string,
  access: ClusterAccess,
  wishes: Wishes,
): Promise<SourceCheck> {
  const source = `cluster ${name}`
  const account = await access.account()
  if (!account.ok) return { source, account: null, tiers: [unanswered('T1', account.failure)] }
  const pods = await access.pods()
  const asked: Asked = {
    access,
    subject: subjectOf(account.value),
    namespaces: pods.ok ? namespacesOf(pods.value) : null,
    wishes,
  }
  const tiers = await Promise.all(
    rights.flatMap(({ tier, role }) => {
      if (tier === 'T2') return [byAddress(tier, access, pods, wishes)]
      if (!role) return []
      return [role.reach === 'cluster' ? wholeCluster(tier, role, asked) : byNamespace(tier, role, asked)]
    }),
  )
  return { source, account: account.value, tiers: tiers.flat() }
}

const namespacesOf = (pods: readonly PodFacts[]) => [...new Set(pods.map(pod => pod.namespace))].sort()

const unanswered = (tier: TierRights['tier'], { code, detail }: SourceFailure): TierCheck => ({
  tier,
  what: whats[tier],
  namespaces: null,
  state: 'failed',
  isAskedFor: true,
  says: `${failureWords(code)}: ${detail}`,
  add: null,
})

async function wholeCluster(
  tier: TierRights['tier'],
  role: RoleRights,
  { access, subject }: Asked,
): Promise<TierCheck[]> {
  const { rules, failure } = await missingRules(role.rules, null, access.may)
  if (failure) return [unanswered(tier, failure)]
  // A right to what an operator or a CNI would bring is of no use before it is there.
  const groups = [...new Set(rules.filter(({ isAddOn }) => isAddOn).map(({ group }) => group))]
  const served = await Promise.all(groups.map(async group => ({ group, answer: await access.serves(group) })))
  const absent = served.filter(({ answer }) => answer.ok && !answer.value).map(({ group }) => group)
  const missing = rules.filter(({ group }) => !absent.includes(group))
  const line = { tier, what: whats[tier], namespaces: null, isAskedFor: true }
  if (missing.length > 0)
    return [
      {
        ...line,
        state: 'missing',
        says: `may not ${rulesText(missing)}`,
        add: addition(role, missing, subject, null),
      },
    ]
  const left = absent.length > 0 ? `; no right to ${listed(absent, 9)}, which the cluster has not` : ''
  return [{ ...line, state: 'ok', says: `all that is read may be read${left}`, add: null }]
}

/** So many pods tell whether their network is reached. */
const mostTried = 10

async function byAddress(
  tier: TierRights['tier'],
  access: ClusterAccess,
  pods: Outcome<readonly PodFacts[]>,
  { metricsByPodIp }: Wishes,
): Promise<TierCheck[]> {
  const line = { tier, what: whats[tier], namespaces: null, isAskedFor: metricsByPodIp, add: null }
  if (!metricsByPodIp)
    return [{ ...line, state: 'off', says: 'metrics.byPodIp in the configuration file is not set' }]
  if (!pods.ok) return [{ ...line, state: 'failed', says: 'the pods cannot be listed' }]
  const tried = pods.value.filter(({ phase }) => phase === 'Running').slice(0, mostTried)
  if (tried.length === 0) return [{ ...line, state: 'absent', says: 'no pod runs tailscale' }]
  const answers = await Promise.all(tried.map(pod => access.reach(pod)))
  const good = answers.filter(({ ok }) => ok).length
  const says = `pods that answer at port 9002: ${good} of ${tried.length}`
  const first = answers.find(answer => !answer.ok)
  if (good > 0 || !first || first.ok) return [{ ...line, state: 'ok', says }]
  return [{ ...line, state: 'failed', says: `${says}; ${first.failure.detail}` }]
}

async function byNamespace(tier: TierRights['tier'], role: RoleRights, asked: Asked): Promise<TierCheck[]> {
  const { access, subject, namespaces } = asked
  const line = { tier, what: whats[tier] }
  const everywhere = await missingRules(role.rules, null, access.may)
  if (everywhere.failure) return [unanswered(tier, everywhere.failure)]
  const isWanted = (namespace: string) => tier !== 'T4' || asked.wishes.mayExec(namespace)
  if (namespaces === null)
    return [
      {
        ...line,
        namespaces: null,
        state: everywhere.rules.length === 0 ? 'ok' : 'failed',
        isAskedFor: false,
        says:
          everywhere.rules.length === 0
            ? 'in every namespace'
            : 'which namespaces have tailscale pods is not known without the objects; there may be rights in some',
        add: null,
      },
    ]
  if (namespaces.length === 0)
    return [
      {
        ...line,
        namespaces: [],
        state: 'absent',
        isAskedFor: false,
        says: 'no pod runs tailscale',
        add: null,
      },
    ]
  const found = await Promise.all(
    namespaces.map(async namespace => ({
      namespace,
      missing: await missingRules(role.rules, namespace, access.may),
    })),
  )
  const failure = found.find(each => each.missing.failure)?.missing.failure
  if (failure) return [unanswered(tier, failure)]
  const off = found.filter(({ namespace }) => !isWanted(namespace))
  const on = found.filter(({ namespace }) => isWanted(namespace))
  const groups = Map.groupBy(on, ({ missing }) => JSON.stringify(missing.rules))
  const checks = [...groups.values()].map((same): TierCheck => {
    const names = same.map(({ namespace }) => namespace)
    const lacking = same[0]?.missing.rules ?? []
    const add = lacking.length > 0 ? addition(role, lacking, subject, names) : null
    const says = lacking.length > 0 ? `may not ${rulesText(lacking)}` : 'granted'
    return { ...line, namespaces: names, state: add ? 'missing' : 'ok', isAskedFor: true, says, add }
  })
  return off.length === 0 ? checks : [...checks, switchedOff(line, off)]
}

function switchedOff(
  line: Pick<TierCheck, 'tier' | 'what'>,
  off: readonly { namespace: string; missing: { rules: readonly RbacRule[] } }[],
): TierCheck {
  const granted = off.filter(({ missing }) => missing.rules.length === 0).map(({ namespace }) => namespace)
  const right = granted.length > 0 ? `; the right is there in ${listed(granted, 5)}` : ''
  return {
    ...line,
    namespaces: off.map(({ namespace }) => namespace),
    state: 'off',
    isAskedFor: false,
    says: `not in exec.namespaces of the configuration file${right}`,
    add: null,
  }
}

/** "list pods, get pods/exec": each verb on each resource, shortened. */
function rulesText(rules: readonly RbacRule[]): string {
  return rules
    .map(({ verbs, resources, names }) => {
      const what = names ? `${resources.join(', ')} ${listed([...names], 3)}` : resources.join(', ')
      return `${verbs.join('/')} ${what}`
    })
    .join('; ')
}

function addition(
  role: RoleRights,
  missing: readonly RbacRule[],
  subject: Subject,
  namespaces: readonly string[] | null,
): Addition {
  // Beside a role that gives a part, the rest needs a name of its own: kubectl apply would replace the rules.
  const isWhole = JSON.stringify(missing) === JSON.stringify(role.rules)
  const added = { ...role, name: isWhole ? role.name : `${role.name}-more`, rules: missing }
  const text =
    namespaces === null
      ? roleManifest({ role: added, subject })
      : namespaces.map(namespace => roleManifest({ role: added, subject, namespace })).join('---\n')
  const where = namespaces === null ? 'the cluster' : counted(namespaces.length, 'namespace')
  return {
    how: `Apply this to ${where} with kubectl apply -f (all of the tier: deploy/rbac/${role.file}).`,
    text,
  }
}

/** The account for which a rule is to be written: the one that asks, else the documented one. */
function subjectOf(account: string | null): Subject {
  if (account === null) return ownAccount
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(account) ?? []
  return namespace && name ? { kind: 'ServiceAccount', namespace, name } : { kind: 'User', name: account }
}
