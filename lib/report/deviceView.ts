import type { NatChain } from '#lib/tailnet/finding.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import type { DeviceEnd, LinkKinds, LinkTowards, Neighbour } from '#lib/tailnet/reach.ts'
import { deviceFacts } from './deviceFacts.ts'
import { deviceHref } from './deviceHref.ts'
import { chainOf, type NatFact, natFacts } from './deviceNat.ts'
import { type DeviceVerdict, deviceVerdict } from './deviceVerdict.ts'
import { targetHref } from './eventsView.ts'
import { byWorst, type LinkRow, linkRow } from './linkRow.ts'
import type { Fact } from './targetFacts.ts'

export interface NeighbourView {
  name: string
  href: string
  address: string
  /** "eks-prod / apps / api" of a pod, else its system and owner. */
  words: string
  hardness: NatChain['side']
}

export interface DeviceView {
  asOf: number
  id: string
  name: string
  href: string
  verdict: DeviceVerdict
  facts: Fact[]
  nat: NatFact[]
  /** Its way out, as its pod's diagnosis or that of a peer sees it, else by the control plane's word alone. */
  chain: NatChain | null
  chainBy: 'diagnosis' | 'api' | null
  publicAddresses: string[]
  links: LinkRow[]
  kinds: Record<PathKind, number>
  /** Links to it beyond those in the list. */
  more: number
  neighbours: NeighbourView[]
  /** The page of its pod and the links that the pod itself sees; null where it is none. */
  pod: { href: string; words: string; kinds: Record<PathKind, number>; goneAt: number | null } | null
  goneAt: number | null
  /** Seen by its peers only: the control plane does not list it. */
  isUnlisted: boolean
}

interface DeviceInput {
  end: DeviceEnd
  links: LinkTowards[]
  kinds: LinkKinds
  near: Neighbour[]
  /** Of the pod that it is, by the pod's own diagnosis. */
  ownChain: NatChain | null
  now: Date
  regionCode: (id: number) => string | null
}

const total = (kinds: Record<PathKind, number>) => Object.values(kinds).reduce((sum, links) => sum + links, 0)

/** A device as the other end: what it is, what is known of its NAT, and who reaches it how. */
export function deviceView({ end, links, kinds, near, ownChain, now, regionCode }: DeviceInput): DeviceView {
  const rows = links.map(link => rowOf(link, end.id, regionCode)).sort(byWorst)
  const judged = ownChain ?? links.find(link => link.judged)?.judged?.chain ?? null
  const byApi = end.isTold ? null : chainOf(end.device, near)
  const chain = judged ?? byApi
  const { pod } = end
  return {
    asOf: now.getTime(),
    id: end.id,
    name: end.name,
    href: deviceHref(end.id),
    verdict: deviceVerdict({ goneAt: end.goneAt, kinds: kinds.towards, rows }),
    facts: deviceFacts(end),
    nat: natFacts(end),
    chain,
    chainBy: judged ? 'diagnosis' : byApi ? 'api' : null,
    publicAddresses: chain?.publicAddresses ?? [],
    links: rows,
    kinds: kinds.towards,
    more: Math.max(0, total(kinds.towards) - rows.length),
    neighbours: near.map(neighbourView),
    pod: pod && {
      href: targetHref(pod.place.cluster.name, pod.place.namespace, pod.place.name),
      words: [pod.place.cluster.name, pod.place.namespace, pod.place.name].join(' / '),
      kinds: kinds.from,
      goneAt: pod.goneAt?.getTime() ?? null,
    },
    goneAt: end.goneAt?.getTime() ?? null,
    isUnlisted: end.isTold,
  }
}

function rowOf(link: LinkTowards, device: string, regionCode: (id: number) => string | null): LinkRow {
  const { place, judged } = link
  return linkRow(
    {
      observer: link.observer,
      peer: device,
      name: link.pod,
      nameHref: targetHref(place.cluster.name, place.namespace, place.name),
      place: `${place.cluster.name} · ${place.namespace}`,
      path: link.path,
      since: link.since,
      idleSince: link.idleSince,
      own: link.own,
      theirs: judged?.chain ?? null,
      expected: judged?.expected ?? null,
      causes: judged?.causes ?? [],
      back: link.back,
    },
    regionCode,
  )
}

function neighbourView({ id, name, address, device, place }: Neighbour): NeighbourView {
  return {
    name,
    href: deviceHref(id),
    address,
    words: place
      ? [place.cluster.name, place.namespace, place.name].join(' / ')
      : [device.os, device.tags[0] ?? device.user].filter(Boolean).join(', '),
    hardness: chainOf(device, [])?.side ?? 'unknown',
  }
}
