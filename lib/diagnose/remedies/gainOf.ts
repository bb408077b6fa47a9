import type { Expected, NatChain, Remedy, Turn } from '#lib/tailnet/finding.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { expectedPath } from '../expectedPath.ts'
import type { JudgedPeer, Judgement } from '../judgement.ts'
import { stayWords } from './stayWords.ts'

/** What would be otherwise: the own chain, that of some peers, a peer relay between the two. */
export interface Change {
  own?: NatChain
  peers?: ReadonlyMap<DeviceId, NatChain>
  /** May the pair use a peer relay afterwards? Left out: as before. */
  relay?: (peer: JudgedPeer) => Tri
  /**
   * It takes away what keeps links from the path that the chains allow (a forced relay, a dead client), so links
   * that should be direct already count as well.
   */
  unblocks?: boolean
}

export interface Outcome {
  /** Over links that go through DERP now; null where no link's path is known. */
  gain: Remedy['gain']
  /** Links, seen or not, whose predicted path would leave DERP. Orders remedies where no path is seen. */
  predicted: number
  /** What a link would newly depend on: the change may help it. */
  hinge: string | null
  /** A peer whose link would change, with DERP before others. */
  example: JudgedPeer | null
  /** Names of peers whose links stay on DERP, or may. */
  left: { name: string; dependsOn: string | null }[]
  /** Links that go through DERP now, one by one. */
  turns: Turn[]
}

/** Paths that say where traffic goes, or that there is none. */
const known: ReadonlySet<PathKind> = new Set(['direct', 'peer_relay', 'derp', 'idle', 'no_answer'])

/** Recomputes the expected path of every link with what would be changed. */
export function outcomeOf(judgement: Pick<Judgement, 'chain' | 'peers'>, change: Change): Outcome {
  const own = change.own ?? judgement.chain
  const links = judgement.peers.map(peer => {
    const chain = change.peers?.get(peer.peer) ?? peer.chain
    const relay = change.relay?.(peer) ?? peer.pair.relay
    const after = expectedPath(own, chain, { ...peer.pair, relay })
    // What depends on an unseen firewall goes by the relay at least, where a relay is what changes.
    const isAtLeastRelayed =
      change.relay &&
      relay === 'yes' &&
      after.expected === 'depends' &&
      own.udp !== 'no' &&
      chain.udp !== 'no'
    const expected = isAtLeastRelayed ? 'peer_relay' : after.expected
    return { peer, after, chain, to: movedTo(peer.expected, expected, change.unblocks ?? false) }
  })
  const onDerp = links.filter(({ peer }) => peer.path === 'derp')
  const to = (path: Expected) => onDerp.filter(link => link.to === path).length
  return {
    gain: judgement.peers.some(peer => known.has(peer.path))
      ? {
          derpBefore: onDerp.length,
          derpAfter: onDerp.length - to('direct') - to('peer_relay'),
          directAfter: to('direct'),
          relayAfter: to('peer_relay'),
        }
      : null,
    hinge: links.find(isHinged)?.after.dependsOn ?? null,
    predicted: links.filter(
      link => link.to !== null && link.peer.path !== 'direct' && link.peer.path !== link.to,
    ).length,
    example:
      onDerp.find(link => link.to !== null)?.peer ?? links.find(link => link.to !== null)?.peer ?? null,
    left: onDerp
      .filter(link => link.to === null)
      .map(({ peer, after }) => ({ name: peer.peerName, dependsOn: after.dependsOn })),
    turns: onDerp.map(({ peer: { peer, peerName, expected }, to, after, chain }) => ({
      peer,
      peerName,
      to,
      why: to === null ? stayWords({ own, peer: chain, before: expected, after }) : '',
    })),
  }
}

/** A link not yet direct that was lost, and now depends on something. */
const isHinged = ({ peer, after }: { peer: JudgedPeer; after: ReturnType<typeof expectedPath> }) =>
  after.expected === 'depends' && peer.expected !== 'depends' && peer.path !== 'direct'

/**
 * Where the change would take a link; null where it stays. A link that goes through DERP although the chains allow
 * better has a reason that they do not show: changing them promises nothing for it.
 */
function movedTo(before: Expected, after: Expected, unblocks: boolean): 'direct' | 'peer_relay' | null {
  if (after !== 'direct' && after !== 'peer_relay') return null
  if (unblocks || before === 'derp' || before === 'depends') return after
  return before === 'peer_relay' && after === 'direct' ? after : null
}
