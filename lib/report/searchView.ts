import { catalogue } from '#lib/diagnose/causes/catalogue.ts'
import type { ByTraffic } from '#lib/tailnet/history.ts'
import type { Path, PathKind } from '#lib/tailnet/path.ts'
import type { Match, SearchHit } from '#lib/tailnet/reach.ts'
import { causeShort } from './causeShort.ts'
import { deviceHref } from './deviceHref.ts'
import type { DeviceView } from './deviceView.ts'
import { targetHref } from './eventsView.ts'
import { linkHref } from './linkHref.ts'
import type { LinkRow } from './linkRow.ts'
import { pathText } from './pathWords.ts'
import { workloadText } from './podRow.ts'
import { printable } from './printable.ts'
import type { TargetVerdict } from './targetVerdict.ts'

export interface HitView {
  key: string
  kind: 'pod' | 'device' | 'link' | 'cause'
  href: string
  title: string
  /** Where it lives, or whose it is. */
  place: string
  /** Why it came up, where the title does not show it: "pod IP 10.20.10.101". */
  because: string | null
  isExact: boolean
  isGone: boolean
  /** Active links by path: its own for a pod, those towards it for a device; null for what has none. */
  mix: ByTraffic | null
  /** The path of a link. */
  path: { kind: PathKind; text: string } | null
  causes: string[]
}

/** What was meant, whole: its verdict and every link with the NATs of both ends, path and cause. */
export interface BestView {
  href: string
  title: string
  what: 'pod' | 'device'
  verdict: TargetVerdict
  rows: LinkRow[]
}

export interface SearchView {
  asOf: number
  q: string
  hits: HitView[]
  /** There are more than are listed. */
  isCut: boolean
  best: BestView | null
}

export const mostHits = 20
const rankOrder = { exact: 0, start: 1, part: 2 } as const

interface FoundLink {
  observer: string
  observerName: string
  peer: string
  peerName: string
  path: Path
}

interface SearchInput {
  q: string
  hits: SearchHit[]
  links: FoundLink[]
  names: readonly string[]
  isCut: boolean
  now: Date
  regionCode: (id: number) => string | null
}

/** Links that were asked for by both ends, then what matches whole before what begins so before what holds it; causes last. */
export function searchView(input: SearchInput): SearchView {
  const { q, hits, links, names, now, regionCode } = input
  const found = [...hits].sort(
    (a, b) =>
      Number(a.goneAt !== null) - Number(b.goneAt !== null) ||
      rankOrder[a.match.rank] - rankOrder[b.match.rank] ||
      a.match.place - b.match.place,
  )
  const all = [
    ...links.map(link => linkHit(link, regionCode)),
    ...found.map(hit => (hit.kind === 'target' ? targetHit(hit) : deviceHit(hit))),
    ...causeHits(names),
  ]
  return {
    asOf: now.getTime(),
    q,
    hits: all.slice(0, mostHits),
    isCut: input.isCut || all.length > mostHits,
    best: null,
  }
}

function linkHit(
  { observer, observerName, peer, peerName, path }: FoundLink,
  regionCode: (id: number) => string | null,
): HitView {
  return {
    key: `link ${observer} ${peer}`,
    kind: 'link',
    href: linkHref(observer, peer),
    title: `${observerName} → ${peerName}`,
    place: '',
    because: null,
    isExact: true,
    isGone: false,
    mix: null,
    path: { kind: path.kind, text: pathText(path, regionCode) },
    causes: [],
  }
}

function targetHit(hit: Extract<SearchHit, { kind: 'target' }>): HitView {
  const { place, links, causes, match, goneAt } = hit
  return {
    key: `target ${place.id}`,
    kind: 'pod',
    href: targetHref(place.cluster.name, place.namespace, place.name),
    title: place.name,
    place: [place.cluster.name, place.namespace, workloadText(place)].join(' · '),
    because: becauseOf(match, place.name),
    isExact: match.rank === 'exact',
    isGone: goneAt !== null,
    mix: mixOf(links),
    path: null,
    causes: causes.map(({ code }) => causeShort(code)),
  }
}

function deviceHit(hit: Extract<SearchHit, { kind: 'device' }>): HitView {
  const { id, name, owner, os, links, match, goneAt } = hit
  return {
    key: `device ${id}`,
    kind: 'device',
    href: deviceHref(id),
    title: name,
    place: [os, owner].filter(Boolean).join(' · '),
    because: becauseOf(match, name),
    isExact: match.rank === 'exact',
    isGone: goneAt !== null,
    mix: mixOf(links),
    path: null,
    causes: [],
  }
}

const mixOf = ({ direct, peer_relay, derp }: Record<PathKind, number>): ByTraffic => ({
  direct,
  peer_relay,
  derp,
})

const becauseOf = ({ field, text }: Match, title: string) =>
  title.includes(text) ? null : `${field} ${text}`

/** Fewer letters stand in nearly every sentence. */
const shortestWord = 4

function causeHits(names: readonly string[]): HitView[] {
  const [first] = names
  if (!first || first.length < shortestWord) return []
  return Object.entries(catalogue)
    .filter(([code, { title }]) => code.includes(first) || title.toLowerCase().includes(first))
    .map(([code, { title }]) => ({
      key: `cause ${code}`,
      kind: 'cause',
      href: `/causes/${code}`,
      title,
      place: code,
      because: null,
      isExact: code === first,
      isGone: false,
      mix: null,
      path: null,
      causes: [],
    }))
}

/** What stands at the top of the results when one thing was meant: the device as its page has it. */
export const bestOfDevice = ({ href, name, verdict, links }: DeviceView): BestView => ({
  href,
  title: printable(name),
  what: 'device',
  verdict,
  rows: links,
})
