import type { Expected, NatChain } from '#lib/tailnet/finding.ts'
import type { Path, PathKind } from '#lib/tailnet/path.ts'
import { causeShort } from './causeShort.ts'
import { causeTitle } from './causeTitle.ts'
import { linkHref } from './linkHref.ts'
import { pathText } from './pathWords.ts'
import type { PodNat } from './podRow.ts'
import { udpStop } from './udpStop.ts'

/** One link with the NAT of both its ends, its path and its cause: a line of a table. */
export interface LinkRow {
  key: string
  /** The page of the link. */
  href: string
  /** The end that the table is not about. */
  name: string
  nameHref: string
  /** Where that end lives; empty for a device that is no pod. */
  place: string
  kind: PathKind
  text: string
  since: number
  ownNat: PodNat | null
  peerNat: PodNat | null
  expected: Expected | null
  causes: { code: string; title: string; short: string }[]
  /** The other end's view where it says another path; never averaged. */
  otherView: { kind: PathKind; text: string } | null
}

export interface LinkSeen {
  observer: string
  peer: string
  name: string
  nameHref: string
  place: string
  path: Path
  since: Date
  idleSince: Date | null
  own: Pick<NatChain, 'l1' | 'l2' | 'udp'> | null
  theirs: Pick<NatChain, 'l1' | 'l2' | 'udp'> | null
  expected: Expected | null
  causes: readonly string[]
  back: Path | null
}

const carries = (kind: PathKind) => kind === 'direct' || kind === 'peer_relay' || kind === 'derp'

/** Do two views of one link differ? Only what carries traffic disagrees: an idle end agrees with any path. */
export const isOneWay = (path: Path, back: Path | null) =>
  back !== null && carries(path.kind) && carries(back.kind) && path.kind !== back.kind

export function natOf(
  chain: Pick<NatChain, 'l1' | 'l2' | 'udp'> | null,
  causes: readonly string[] = [],
): PodNat | null {
  if (!chain) return null
  return {
    l1: chain.l1.hardness,
    l2: chain.l2.hardness,
    udp: chain.udp,
    stop: chain.udp === 'no' ? udpStop([...causes]) : null,
  }
}

export function linkRow(seen: LinkSeen, regionCode: (id: number) => string | null): LinkRow {
  const isIdle = seen.idleSince !== null
  return {
    key: `${seen.observer}>${seen.peer}`,
    href: linkHref(seen.observer, seen.peer),
    name: seen.name,
    nameHref: seen.nameHref,
    place: seen.place,
    kind: isIdle ? 'idle' : seen.path.kind,
    text: isIdle ? 'idle' : pathText(seen.path, regionCode),
    since: (seen.idleSince ?? seen.since).getTime(),
    ownNat: natOf(seen.own, seen.causes),
    peerNat: natOf(seen.theirs),
    expected: seen.expected,
    causes: seen.causes.map(code => ({ code, title: causeTitle(code), short: causeShort(code) })),
    otherView:
      !isIdle && seen.back && isOneWay(seen.path, seen.back)
        ? { kind: seen.back.kind, text: pathText(seen.back, regionCode) }
        : null,
  }
}

const order: PathKind[] = ['derp', 'no_answer', 'peer_relay', 'direct', 'unknown', 'idle', 'offline']

/** The worst path first, then by name. */
export const byWorst = (a: LinkRow, b: LinkRow) =>
  order.indexOf(a.kind) - order.indexOf(b.kind) || a.name.localeCompare(b.name) || a.key.localeCompare(b.key)
