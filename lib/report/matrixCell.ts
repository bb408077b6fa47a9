import type { Certainty } from '#lib/tailnet/finding.ts'
import type { ByTraffic } from '#lib/tailnet/history.ts'
import type { LinkAt, LinkProbe, LinkReason } from '#lib/tailnet/matrix.ts'
import { type PathKind, type TrafficKind, trafficKinds } from '#lib/tailnet/path.ts'
import { causeShort } from './causeShort.ts'
import { counted } from './counted.ts'
import { linkHref } from './linkHref.ts'
import { expectedWords, pathName, pathText } from './pathWords.ts'
import { nothing, sumOf } from './shareOf.ts'

/** What a row sees of a column. */
export interface MatrixCell {
  /** Place of its column. */
  column: number
  /** `mixed` where links of one cell carry traffic by different paths. */
  kind: PathKind | 'mixed'
  links: number
  parts: ByTraffic
  /** "DERP nyc", "2 of 7 direct". */
  path: string
  /** Since when; null for several links. */
  since: number | null
  /** Median of a ping that somebody asked for; null where none was. */
  ms: number | null
  /** What the other end says where it says another path: "direct". */
  otherSays: string[]
  causes: string[]
  /** What diagnosis expects where nothing is seen. */
  expected: string | null
  /** The link's own page; null for several links and for what is not seen. */
  href: string | null
}

/** A link with all that is known of it, or several between two lines that say the same. */
export interface KnownLink {
  /** One of them. */
  link: LinkAt
  /** How many they are. */
  count: number
  /** How the peer's own pod sees the link, where it is watched too. */
  back: { path: { kind: PathKind } } | null
  reason: Pick<LinkReason, 'causes'> | null
  probe: Pick<LinkProbe, 'ms'> | null
  /** How many of them a remedy of ours takes off DERP. */
  fixable: number
  /** How sure their first cause is. */
  certainty: Certainty | null
}

export const isTraffic = (kind: PathKind): kind is TrafficKind =>
  trafficKinds.some(traffic => traffic === kind)

/** Do the two ends of a link send by different paths? Both must send for that. */
export function isOneWay({ link, back }: KnownLink): boolean {
  return (
    back !== null &&
    isTraffic(link.path.kind) &&
    isTraffic(back.path.kind) &&
    back.path.kind !== link.path.kind
  )
}

export function partsOf(links: KnownLink[]): ByTraffic {
  const parts = { ...nothing }
  for (const { link, count } of links) if (isTraffic(link.path.kind)) parts[link.path.kind] += count
  return parts
}

/** How many links they are. */
export const linksIn = (links: KnownLink[]): number => links.reduce((sum, { count }) => sum + count, 0)

/** What carries traffic hides what does not; two paths at once are told as such, never as the worse of them. */
function kindOf(links: KnownLink[]): MatrixCell['kind'] {
  const kinds = new Set(links.map(({ link }) => link.path.kind))
  const loud = [...trafficKinds, 'no_answer' as const].filter(kind => kinds.has(kind))
  if (loud.length > 1) return 'mixed'
  return (
    loud[0] ?? (['unknown', 'idle', 'offline'] as const).find(kind => kinds.has(kind)) ?? ('unknown' as const)
  )
}

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}

/** The cell of the links between one row and one column. */
export function cellOf(
  column: number,
  links: KnownLink[],
  regionCode: (id: number) => string | null,
): MatrixCell {
  const parts = partsOf(links)
  const kind = kindOf(links)
  const whole = linksIn(links)
  const only = whole === 1 ? links[0] : undefined
  const held = links.filter(({ link }) => link.path.kind === 'derp' || link.path.kind === 'peer_relay')
  return {
    column,
    kind,
    links: whole,
    parts,
    path: only ? pathText(only.link.path, regionCode) : pathsText(whole, parts, kind),
    since: only ? only.link.since.getTime() : null,
    ms: median(links.flatMap(({ probe }) => probe?.ms ?? [])),
    otherSays: trafficKinds
      .filter(kind => links.some(link => isOneWay(link) && link.back?.path.kind === kind))
      .map(kind => pathName[kind]),
    causes: causesOf(held).map(causeShort),
    expected: null,
    href: only ? linkHref(only.link.observer, only.link.peer) : null,
  }
}

/** Codes of what keeps links off a direct path: of most of them first, then as each link ranks them. */
function causesOf(links: KnownLink[]): string[] {
  const told = new Map<string, { links: number; ranks: number }>()
  for (const { reason, count } of links)
    for (const [rank, code] of [...new Set(reason?.causes)].entries()) {
      const { links, ranks } = told.get(code) ?? { links: 0, ranks: 0 }
      told.set(code, { links: links + count, ranks: ranks + rank * count })
    }
  return [...told]
    .toSorted(([a, x], [b, y]) => y.links - x.links || x.ranks - y.ranks || a.localeCompare(b))
    .map(([code]) => code)
}

function pathsText(links: number, parts: ByTraffic, kind: MatrixCell['kind']): string {
  if (kind !== 'mixed') return `${counted(links, 'link')}, ${pathName[kind]}`
  return `${parts.direct} of ${sumOf(parts)} active links direct`
}

/** The cell of a link that nobody sees: only what is expected of it. */
export function unseenCell(column: number, reasons: LinkReason[]): MatrixCell {
  const expected = [...new Set(reasons.map(reason => expectedWords[reason.expected]))]
  return {
    column,
    kind: 'unknown',
    links: reasons.length,
    parts: { ...nothing },
    path: 'not seen',
    since: null,
    ms: null,
    otherSays: [],
    causes: [],
    expected: expected.join(', '),
    href: null,
  }
}
