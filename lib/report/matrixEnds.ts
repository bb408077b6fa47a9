import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { EndNat, PeerEnd } from '#lib/tailnet/matrix.ts'
import { shortNames } from './shortNames.ts'

/** A peer as a column names it. */
export interface MatrixEnd {
  peer: PeerEnd | null
  name: string
  nat: EndNat | null
}

interface Told {
  /** The devices, as links name them. */
  peers: Iterable<{ device: DeviceId; name: string }>
  ends: PeerEnd[]
  nats: { peer: DeviceId; nat: EndNat | null }[]
}

/** The few peers of many links, each made once. */
export function matrixEnds({ peers, ends, nats }: Told): ReadonlyMap<DeviceId, MatrixEnd> {
  const endOf = new Map(ends.map(end => [end.device, end]))
  const natOf = new Map<DeviceId, EndNat>()
  for (const { peer, nat } of nats) if (nat && !natOf.has(peer)) natOf.set(peer, nat)
  const told = new Map<DeviceId, string>()
  for (const { device, name } of peers) if (!told.has(device)) told.set(device, name)
  const names = shortNames([...ends.map(end => end.name), ...new Set(told.values())])
  return new Map(
    [...told].map(([device, name]) => {
      const peer = endOf.get(device) ?? null
      return [device, { peer, name: names(peer?.name || name), nat: natOf.get(device) ?? null }]
    }),
  )
}
