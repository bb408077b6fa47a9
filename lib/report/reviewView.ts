import { ruleVersion } from '#lib/diagnose/ruleVersion.ts'
import { fixesView, type NextFixRow } from './fixesView.ts'
import { type IsoWeek, weekNumber } from './isoWeek.ts'
import { type ReviewCost, reviewCost } from './reviewCost.ts'
import { type ReviewCoverage, reviewCoverage } from './reviewCoverage.ts'
import { type ReviewFindingRow, reviewFindings } from './reviewFindings.ts'
import { type LinkedPiece, listedPieces, reviewHrefs, wordsOf } from './reviewHref.ts'
import type { Figures, ReviewInput } from './reviewInput.ts'
import { type ReviewMoves, reviewMoves } from './reviewMoves.ts'
import { type ReviewShare, reviewShares } from './reviewShares.ts'
import { weekDays, wholeMoment } from './reviewTime.ts'
import { type Piece, reviewVerdict } from './reviewVerdict.ts'
import { shortNames } from './shortNames.ts'

export interface ReviewFix {
  title: string
  sub: string
  where: string
  direct: number
  peerRelay: number
  bytesWeek: number
  touches: string
  /** The remedy on the page of the first target it touches. */
  href?: string
  /** `where`, with the pages of the targets. */
  places?: LinkedPiece[]
}

export interface ReviewFlap {
  key: string
  link: string
  changes: number
  trigger: string
  /** The page of the link. */
  href?: string
}

/** A week as the page shows it: plain values and words, so that what was kept is shown as it was. */
export interface ReviewView {
  /** Of this shape: a later one still reads an earlier one. */
  version: 1
  week: IsoWeek
  zone: string
  from: number
  to: number
  computedAt: number
  isPreview: boolean
  ruleVersion: number
  tailnet: string
  scope: { key: string; name: string }
  /** "Mon 16 to Sun 22 Nov 2026" */
  days: string
  headline: string
  lead: Piece[]
  figures: Figures
  shares: ReviewShare[]
  moves: ReviewMoves
  next: ReviewFix[]
  findings: ReviewFindingRow[]
  flaps: ReviewFlap[]
  cost: ReviewCost[]
  coverage: ReviewCoverage
  foot: string
}

const mostFlaps = 5

/** Shapes a week: the same values always give the same review. */
export function reviewView(input: ReviewInput): ReviewView {
  const { window, zone, now, week } = input
  const isPreview = now < window.to
  const figures: Figures = { links: input.links.links, time: input.time, bytes: input.bytes?.bytes ?? null }
  const moves = reviewMoves(input)
  const { next } = fixesView({
    options: input.options,
    week: input.derpWeek,
    fixes: [],
    now: isPreview ? now : window.to,
  })
  return {
    version: 1,
    week,
    zone,
    from: window.from.getTime(),
    to: window.to.getTime(),
    computedAt: now.getTime(),
    isPreview,
    ruleVersion,
    tailnet: input.tailnet,
    scope: { key: input.choice.key, name: input.choice.name },
    days: weekDays(window.from.getTime(), window.to.getTime(), zone),
    ...reviewVerdict(input, figures, { moves, next }),
    figures,
    shares: reviewShares(input, figures),
    moves,
    next: next.map(fixOf),
    findings: reviewFindings(input, isPreview ? 'Open now' : 'Open at the end'),
    flaps: flapsOf(input),
    cost: reviewCost(input, figures),
    coverage: reviewCoverage(input),
    foot: isPreview
      ? `Preview of ${wholeMoment(now.getTime(), zone)}; the week ends ${wholeMoment(window.to.getTime(), zone)}. Rules of version ${ruleVersion}. tailpath, ${input.tailnet}`
      : `Frozen ${wholeMoment(now.getTime(), zone)}. Rules of version ${ruleVersion}; week ${weekNumber(week)} is not computed anew. tailpath, ${input.tailnet}`,
  }
}

function fixOf(row: NextFixRow): ReviewFix {
  const stays = row.stays.reduce((sum, { links }) => sum + links, 0)
  const places = listedPieces(row.targets.map(({ name, href }) => ({ text: name, href })))
  const [first] = row.targets
  return {
    title: row.title,
    sub: [row.certainty, ...(stays > 0 ? [`${stays} of the same pods’ links stay on DERP`] : [])].join('; '),
    where: wordsOf(places),
    direct: row.direct,
    peerRelay: row.peerRelay,
    bytesWeek: row.bytesWeek,
    touches: row.touches,
    // What remains to be done is looked at as it is now, whatever the week.
    ...(first && { href: `${first.href}#remedy` }),
    places,
  }
}

/** A pair that both ends tell of is listed once, by the end that saw more. */
function flapsOf(input: ReviewInput): ReviewFlap[] {
  const { flaps, targets } = input
  const href = reviewHrefs(input)
  const names = new Map(targets.map(({ place }) => [place.id, place.parent?.name ?? place.name]))
  const short = shortNames(flaps.map(({ peerName }) => peerName))
  const seen = new Set<string>()
  return flaps
    .filter(({ target, observer, peer }) => {
      const pair = [observer, peer].sort().join(' ')
      const isNew = names.has(target) && !seen.has(pair)
      seen.add(pair)
      return isNew
    })
    .slice(0, mostFlaps)
    .map(({ target, observer, peer, peerName, changes, trigger }) => ({
      key: `${observer}>${peer}`,
      link: `${names.get(target)}, ${short(peerName)}`,
      changes,
      trigger: trigger
        ? `${trigger.title}, before ${trigger.changes} of ${changes}`
        : 'nothing was seen before',
      href: href.link(observer, peer),
    }))
}
