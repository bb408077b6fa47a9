import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { EndNat, LinkAt, LinkProbe, LinkReason, MatrixTarget, PeerEnd } from '#lib/tailnet/matrix.ts'
import type { KnownLink } from './matrixCell.ts'
import { shortNames } from './shortNames.ts'

/** A link with its pod, and its peer as a column names it. */
export interface PlacedLink extends KnownLink {
  target: MatrixTarget
  end: { peer: PeerEnd | null; name: string; nat: EndNat | null }
}

interface Told {
  targets: MatrixTarget[]
  links: LinkAt[]
  reasons: LinkReason[]
  ends: PeerEnd[]
  probes: LinkProbe[]
}

/** Links with all that is told of them; those of targets that are not there are left out. One pass over a hundred thousand. */
export function placedLinks({ targets, links, reasons, ends, probes }: Told): PlacedLink[] {
  const targetById = new Map(targets.map(target => [target.place.id, target]))
  const reasonOf = byTwo(reasons, ({ target, peer }) => [target, peer])
  const probeOf = byTwo(probes, ({ target, peer }) => [target, peer])
  const viewOf = byTwo(links, ({ observer, peer }) => [observer, peer])
  const endOf = peerEnds(links, ends, reasons)
  return links.flatMap((link): PlacedLink[] => {
    const target = targetById.get(link.target)
    if (!target) return []
    return [
      {
        link,
        target,
        back: viewOf(link.peer, link.observer),
        reason: reasonOf(link.target, link.peer),
        probe: probeOf(link.target, link.peer),
        end: endOf(link),
      },
    ]
  })
}

/** The few peers of many links, each made once. */
function peerEnds(links: LinkAt[], ends: PeerEnd[], reasons: LinkReason[]) {
  const peers = new Map(ends.map(end => [end.device, end]))
  const nats = new Map<DeviceId, EndNat>()
  for (const { peer, nat } of reasons) if (nat && !nats.has(peer)) nats.set(peer, nat)
  const names = shortNames([...ends.map(end => end.name), ...new Set(links.map(link => link.peerName))])
  const held = new Map<DeviceId, PlacedLink['end']>()
  return ({ peer: device, peerName }: LinkAt): PlacedLink['end'] => {
    const peer = peers.get(device) ?? null
    const end = held.get(device) ?? {
      peer,
      name: names(peer?.name || peerName),
      nat: nats.get(device) ?? null,
    }
    held.set(device, end)
    return end
  }
}

/** Finds values by two keys, the last of each pair. */
function byTwo<V>(values: V[], keysOf: (value: V) => [string, string]): (a: string, b: string) => V | null {
  const held = new Map<string, Map<string, V>>()
  for (const value of values) {
    const [a, b] = keysOf(value)
    const own = held.get(a)
    if (own) own.set(b, value)
    else held.set(a, new Map([[b, value]]))
  }
  return (a, b) => held.get(a)?.get(b) ?? null
}
