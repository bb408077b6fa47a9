import { isGlobalIpv6 } from '#lib/diagnose/address/isGlobalIpv6.ts'
import { isPublicIpv4 } from '#lib/diagnose/address/isPublicIpv4.ts'
import { causeByCode } from '#lib/diagnose/causes/catalogue.ts'
import { datedFindings } from '#lib/diagnose/datedFindings.ts'
import type { Expected, Finding, NatChain, Remedy } from '#lib/tailnet/finding.ts'
import type { Path, PathKind } from '#lib/tailnet/path.ts'
import type { DeviceEnd, Direction, Neighbour } from '#lib/tailnet/reach.ts'
import { causeTitle } from './causeTitle.ts'
import { chainView } from './chainView.ts'
import { deviceHref } from './deviceHref.ts'
import { chainOf, type NatFact, natFacts } from './deviceNat.ts'
import { targetHref } from './eventsView.ts'
import { isOneWay, natOf } from './linkRow.ts'
import { type LinkVerdict, linkVerdict } from './linkVerdict.ts'
import { pathText } from './pathWords.ts'
import type { PodNat } from './podRow.ts'
import { remediesFor } from './remediesFor.ts'
import { shortNames } from './shortNames.ts'
import type { FindingView, PeerView } from './targetView.ts'
import { udpStop } from './udpStop.ts'

/** One end of the link, as it stands beside the other. */
export interface EndView {
  id: string
  name: string
  short: string
  href: string
  /** The page of its pod; null where it is none that runs. */
  podHref: string | null
  /** "eks-prod / apps / api" of a pod, else its system and owner. */
  words: string
  addresses: string[]
  nat: PodNat | null
  chain: NatChain | null
  facts: NatFact[]
  goneAt: number | null
  /** Its status is read, so that its own view of the link is known. */
  isObserver: boolean
}

/** The link as one end sees it. */
export interface DirectionView {
  observer: string
  /** "api → lap-easy" */
  title: string
  peer: PeerView
  expected: Expected | null
  findings: FindingView[]
  /** What would make it direct, from the observer's side, best first; those that do not apply are left out. */
  remedies: Remedy[]
  podHref: string | null
  computedAt: number | null
  /** It is direct by an address of the peer's own network: no NAT stands between the two. */
  isNear: boolean
}

/** What the two views say together: they agree, they differ, one end is not looked into, nobody saw the link. */
export type Agreement = 'both' | 'one_way' | 'one_view' | 'unseen'

export interface LinkView {
  asOf: number
  a: EndView
  b: EndView
  agreement: Agreement
  verdict: LinkVerdict
  directions: DirectionView[]
}

export interface LinkInput {
  a: DeviceEnd
  b: DeviceEnd
  forth: Direction
  back: Direction
  near: { a: Neighbour[]; b: Neighbour[] }
  now: Date
  regionCode: (id: number) => string | null
}

/** A link with both its ends, each direction by its own observer. */
export function linkView(input: LinkInput): LinkView {
  const { forth, back, now, regionCode } = input
  const short = shortNames([input.a.name, input.b.name])
  const a = endView(input.a, forth, back, input.near.a, short)
  const b = endView(input.b, back, forth, input.near.b, short)
  const directions = [directionView(forth, a, b, regionCode), directionView(back, b, a, regionCode)].flatMap(
    direction => direction ?? [],
  )
  const agreement = agreementOf(forth, back)
  return {
    asOf: now.getTime(),
    a,
    b,
    agreement,
    verdict: linkVerdict({ a, b, directions, agreement }),
    directions,
  }
}

const seenPath = ({ link }: Direction): Path | null => (link && !link.idleSince ? link.path : null)

function agreementOf(forth: Direction, back: Direction): Agreement {
  if (!forth.link && !back.link) return 'unseen'
  const [one, other] = [seenPath(forth), seenPath(back)]
  if (one && isOneWay(one, other)) return 'one_way'
  return forth.link && back.link ? 'both' : 'one_view'
}

const judgedIn = ({ diagnosis, peer }: Direction) =>
  diagnosis?.body.peers.find(judged => judged.peer === peer)

function endView(
  end: DeviceEnd,
  own: Direction,
  other: Direction,
  near: Neighbour[],
  short: (name: string) => string,
): EndView {
  const { device, pod } = end
  const chain = own.diagnosis?.body.chain ?? judgedIn(other)?.chain ?? chainOf(device, near)
  const place = own.target ?? pod?.place ?? null
  return {
    id: end.id,
    name: end.name,
    short: short(end.name),
    href: deviceHref(end.id),
    podHref: place ? targetHref(place.cluster.name, place.namespace, place.name) : null,
    words: place
      ? [place.cluster.name, place.namespace, place.name].join(' / ')
      : [device?.os, device?.tags[0] ?? device?.user].filter(Boolean).join(', '),
    addresses: [...(device?.addresses ?? []), ...(pod?.ip ? [pod.ip] : [])],
    nat: natOf(chain, judgedIn(own)?.causes),
    chain,
    facts: natFacts(end),
    goneAt: end.goneAt?.getTime() ?? null,
    isObserver: own.link !== null,
  }
}

function directionView(
  direction: Direction,
  own: EndView,
  other: EndView,
  regionCode: (id: number) => string | null,
): DirectionView | null {
  const { link, diagnosis } = direction
  const judged = judgedIn(direction)
  if (!link && !judged) return null
  const causes = judged?.causes ?? []
  const isNear = link !== null && !link.idleSince && isInner(link.path)
  const kind: PathKind = link ? (link.idleSince ? 'idle' : link.path.kind) : 'unknown'
  const peer: PeerView = {
    key: `${own.id}>${other.id}`,
    peer: other.id,
    self: null,
    peerName: other.name,
    short: other.short,
    word: other.id,
    observer: null,
    kind,
    text: link ? (link.idleSince ? 'idle' : pathText(link.path, regionCode)) : 'not measured',
    endpoint: endpointOf(link && !link.idleSince ? link.path : null),
    since: link ? (link.idleSince ?? link.since).getTime() : null,
    expected: judged?.expected ?? null,
    dependsOn: judged?.dependsOn ?? null,
    causes: causes.map(code => ({ code, title: causeTitle(code) })),
    chain:
      own.chain && other.chain && !isNear
        ? chainView({
            podName: own.short,
            podIp: own.addresses.at(-1) ?? null,
            nodeName: null,
            own: own.chain,
            peerName: other.short,
            peer: other.chain,
            stop: udpStop(causes),
            path: drawnPath(kind, judged?.expected ?? null),
          })
        : null,
  }
  return {
    observer: own.id,
    title: `${own.short} → ${other.short}`,
    peer,
    expected: judged?.expected ?? null,
    findings: findingsFor(
      diagnosis ? datedFindings(diagnosis.body) : [],
      causes,
      other,
      kind === 'derp' ? 1 : 0,
    ),
    remedies: remediesFor(diagnosis?.body ?? null, causes),
    podHref: own.podHref,
    computedAt: diagnosis?.computedAt.getTime() ?? null,
    isNear,
  }
}

/** Addresses that no packet from the internet reaches: the layers of NAT are not on such a way. */
function isInner(path: Path): boolean {
  if (path.kind !== 'direct') return false
  const address = path.endpoint.slice(0, Math.max(0, path.endpoint.lastIndexOf(':'))).replace(/^\[|\]$/g, '')
  return address.includes(':') ? !isGlobalIpv6(address) : !isPublicIpv4(address)
}

/** What is drawn of a link that carries nothing now is where it would break. */
function drawnPath(kind: PathKind, expected: Expected | null): PathKind {
  if (kind !== 'unknown' || expected === null || expected === 'depends') return kind
  return expected
}

function endpointOf(path: Path | null): string | null {
  if (path?.kind === 'direct') return path.endpoint
  return path?.kind === 'peer_relay' ? path.via : null
}

/** The findings that speak of this link: those of the pod itself, and those of this peer alone. */
function findingsFor(
  findings: readonly Finding[],
  causes: readonly string[],
  peer: EndView,
  derpLinks: number,
): FindingView[] {
  return causes.flatMap(code => {
    const found = findings.find(
      ({ subject, code: its }) =>
        its === code &&
        (subject.kind === 'target' ||
          (subject.kind === 'link' ? subject.peer === peer.id : subject.device === peer.id)),
    )
    if (!found) return []
    const clearsPath = causeByCode(code)?.role === 'not the path'
    return [{ ...found, title: causeTitle(code), clearsPath, since: null, derpLinks, peers: [] }]
  })
}
