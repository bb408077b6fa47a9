import type { Change } from './change.ts'
import { mapOf, mapsOf, textsOf } from './plainValue.ts'

/** The facet "policy" of the tailnet, as collect reads the policy file (PolicyFacts). */
interface Policy {
  randomizes: boolean
  /** Each as "who → relay". */
  relays: string[]
  /** Who may use TCP 443 only. */
  confined: string[]
}

function policyOf(value: unknown): Policy {
  const { randomizeClientPort, relayGrants, nodeAttrs } = mapOf(value)
  return {
    randomizes: randomizeClientPort === true,
    relays: mapsOf(relayGrants).flatMap(({ src, dst }) =>
      textsOf(src).flatMap(from => textsOf(dst).map(to => `${from} → ${to}`)),
    ),
    confined: mapsOf(nodeAttrs).flatMap(({ target, attr }) =>
      textsOf(attr).includes('only-tcp-443') ? textsOf(target) : [],
    ),
  }
}

const added = (before: readonly string[], after: readonly string[]) =>
  after.filter(each => !before.includes(each))

/**
 * What a new version of the tailnet's policy file did for paths: a grant that lets more hosts use a peer relay, the
 * fixed ports heeded again, hosts that may use UDP again. Null where nothing of it, and for the first version seen.
 */
export function tailnetChange(before: unknown, after: unknown): Change | null {
  if (before === null || after === null) return null
  const [was, is] = [policyOf(before), policyOf(after)]
  const [granted] = added(was.relays, is.relays)
  const [freed] = added(is.confined, was.confined)
  const done: Change[] = [
    ...(freed
      ? [
          {
            what: `the policy file took \`only-tcp-443\` from \`${freed}\``,
            remedy: 'r-remove-forced-relay-env',
          },
        ]
      : []),
    ...(was.randomizes && !is.randomizes
      ? [{ what: 'the policy file gave up `randomizeClientPort`', remedy: 'r-remove-randomize-client-port' }]
      : []),
    ...(granted
      ? [{ what: `the policy file granted a peer relay: \`${granted}\``, remedy: 'r-peer-relay-crd' }]
      : []),
  ]
  const [first] = done
  return first ? { ...first, what: done.map(({ what }) => what).join(', ') } : null
}
