import type { Diagnosis, NatChain, Turn } from '#lib/tailnet/finding.ts'
import type { DeviceId, TargetId } from '#lib/tailnet/ids.ts'
import type { Trial } from '#lib/tailnet/trial.ts'
import type { JudgedPeer } from './judgement.ts'
import { type Change, outcomeOf } from './remedies/gainOf.ts'
import { together } from './remedies/together.ts'

/** A target as it was diagnosed, and the ids of the remedies to try there. */
export interface Tried {
  diagnosis: Pick<Diagnosis, 'target' | 'device' | 'chain' | 'peers' | 'trials'>
  remedies: ReadonlySet<string>
}

/** What would become of the links of one target that go through DERP now. */
export interface TargetWhatIf {
  target: TargetId
  turns: Turn[]
  /** Of the remedies asked for, those that can be made at this target. */
  remedies: string[]
}

export interface WhatIf {
  targets: TargetWhatIf[]
  /** Links, a pair of pods once: what one end sees turn, turns. */
  direct: number
  peerRelay: number
  stays: number
  /** Bytes a week that would leave DERP, and those that would stay on it. */
  bytesOff: number
  bytesLeft: number
}

/** What one remedy, or several at once, would do. `bytes` a week go through DERP by each link, as its target counts them. */
export function whatIf(
  tried: readonly Tried[],
  bytes: (target: TargetId, peer: DeviceId) => number = () => 0,
): WhatIf {
  const targets = tried.map(ofTarget)
  const seen = targets.flatMap(({ target, turns }, index) =>
    turns.map(({ peer, to }) => ({
      pair: [tried[index]?.diagnosis.device ?? target, peer].sort().join('\n'),
      to,
      bytes: bytes(target, peer),
    })),
  )
  const links = [...Map.groupBy(seen, ({ pair }) => pair).values()].map(ends => ({
    to: paths.find(path => ends.some(({ to }) => to === path)) ?? null,
    // Both ends count the same bytes.
    bytes: Math.max(...ends.map(end => end.bytes)),
  }))
  const sum = (of: typeof links) => of.reduce((total, each) => total + each.bytes, 0)
  const [off, left] = [links.filter(({ to }) => to !== null), links.filter(({ to }) => to === null)]
  return {
    targets,
    direct: links.filter(({ to }) => to === 'direct').length,
    peerRelay: links.filter(({ to }) => to === 'peer_relay').length,
    stays: left.length,
    bytesOff: sum(off),
    bytesLeft: sum(left),
  }
}

/** The better one first. */
const paths = ['direct', 'peer_relay'] as const

function ofTarget({ diagnosis: { target, chain, peers, trials }, remedies }: Tried): TargetWhatIf {
  const pairs = new Map(trials?.links.map(({ peer, ...pair }) => [peer, pair]))
  const judged = peers.flatMap((peer): JudgedPeer[] => {
    const pair = pairs.get(peer.peer)
    return peer.path === 'derp' && pair ? [{ ...peer, pair }] : []
  })
  const chosen = (trials?.changes ?? []).filter(({ remedy }) => remedies.has(remedy))
  const chains = new Map(judged.map(peer => [peer.peer, peer.chain]))
  const change = together(
    chain,
    chains,
    chosen.map(trial => changeOf(trial, chain, chains)),
  )
  return {
    target,
    turns: outcomeOf({ chain, peers: judged }, change).turns,
    remedies: [...new Set(chosen.map(({ remedy }) => remedy))],
  }
}

/** A trial as the change that it was. */
function changeOf(trial: Trial, own: NatChain, chains: ReadonlyMap<DeviceId, NatChain>): Change {
  const { relays } = trial
  const peers = trial.peers.flatMap(({ peer, chain }) => {
    const now = chains.get(peer)
    return now ? [[peer, { ...now, ...chain }] as const] : []
  })
  return {
    ...(Object.keys(trial.own).length > 0 && { own: { ...own, ...trial.own } }),
    ...(peers.length > 0 && { peers: new Map(peers) }),
    ...(relays && { relay: ({ peer, pair }) => (relays.includes(peer) ? 'yes' : pair.relay) }),
    unblocks: trial.unblocks,
  }
}
