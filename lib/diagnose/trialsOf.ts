import type { NatChain } from '#lib/tailnet/finding.ts'
import type { Trial, Trials } from '#lib/tailnet/trial.ts'
import type { Judgement } from './judgement.ts'
import type { Change } from './remedies/gainOf.ts'
import { proposalsOf } from './remedies/proposalsOf.ts'
import { sceneOf } from './remedies/scene.ts'

/**
 * The changes of all remedies that can be made at a target, for its links that go through DERP now. They are kept with
 * the diagnosis: what several of them do together is then told without looking at the cluster again (whatIf.ts).
 */
export function trialsOf(judgement: Judgement): Trials {
  const onDerp = judgement.peers.filter(({ path }) => path === 'derp')
  if (onDerp.length === 0) return { links: [], changes: [] }
  return {
    links: onDerp.map(({ peer, pair: { near, relay } }) => ({ peer, near, relay })),
    changes: proposalsOf(sceneOf(judgement)).flatMap(({ id, change }) =>
      // One that changes nothing alone stays: with another it may. One that cannot be made here has no change.
      change ? [trialOf(id, change, judgement.chain, onDerp)] : [],
    ),
  }
}

function trialOf(remedy: string, change: Change, own: NatChain, onDerp: Judgement['peers']): Trial {
  return {
    remedy,
    own: change.own ? changedParts(own, change.own) : {},
    peers: onDerp.flatMap(({ peer, chain }) => {
      const then = change.peers?.get(peer)
      return then ? [{ peer, chain: changedParts(chain, then) }] : []
    }),
    relays: change.relay ? onDerp.flatMap(each => (change.relay?.(each) === 'yes' ? [each.peer] : [])) : null,
    unblocks: change.unblocks ?? false,
  }
}

/** Of a chain as it would be, the parts that differ: `together` makes one chain of several changes by these. */
function changedParts(now: NatChain, then: NatChain): Partial<NatChain> {
  const part = <Key extends keyof NatChain>(key: Key): Partial<Pick<NatChain, Key>> =>
    // The same part is the same value: a change copies what it leaves alone.
    then[key] === now[key] ? {} : ({ [key]: then[key] } as Pick<NatChain, Key>)
  return {
    ...part('l1'),
    ...part('l2'),
    ...part('side'),
    ...part('udp'),
    ...part('ipv6'),
    ...part('inbound'),
    ...part('publicAddresses'),
    ...part('fixedPort'),
  }
}
