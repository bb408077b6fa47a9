import type { ByTraffic } from '#lib/tailnet/history.ts'
import { trafficKinds } from '#lib/tailnet/path.ts'
import { bytes } from './bytes.ts'
import type { BlockOf, Frozen } from './frozen.ts'
import { type FreezeInput, frozenHead } from './frozenHead.ts'
import type { MarkdownNote } from './reviewMarkdown.ts'
import type { ReviewMoveRow } from './reviewMoves.ts'
import type { ReviewView } from './reviewView.ts'

interface ReviewShown {
  view: ReviewView
  notes: readonly MarkdownNote[]
}

/** Of a weekly review: all that its page shows, its notes included. It covers its week, whatever hours are on screen. */
export function freezeReview({ view, notes }: ReviewShown, input: FreezeInput): Frozen {
  const { from, to, zone, moves, week } = view
  const { links } = view.figures
  return {
    ...frozenHead({ ...input, from, to, zone }),
    page: 'review',
    subject: `week ${week}, ${view.scope.name}`,
    headline: view.headline,
    reasons: [
      ...(view.isPreview ? ['Preview: the week is not over.'] : []),
      view.lead
        .map(({ text }) => text)
        .join('')
        .trim(),
    ],
    counts: links ? trafficKinds.map(kind => ({ kind, count: links[kind] })) : [],
    blocks: [
      { block: 'weeks', shares: view.shares.map(shareOf) },
      movesTable('Got worse', moves.worse, moves.moreWorse),
      movesTable('Got better', moves.better, moves.moreBetter),
      table(
        'Next three fixes',
        'by bytes off DERP, then the least change',
        ['Fix', 'How sure', 'Where', 'To direct', 'Off DERP a week', 'Touches'],
        view.next.map(fix => [
          fix.title,
          fix.sub,
          fix.where,
          fix.peerRelay > 0 ? `+${fix.direct}, ${fix.peerRelay} to a peer relay` : `+${fix.direct}`,
          fix.bytesWeek > 0 ? bytes(fix.bytesWeek) : 'not measured',
          fix.touches,
        ]),
      ),
      table(
        'Findings',
        '',
        ['State', 'Count', 'Which'],
        view.findings.map(({ state, count, which }) => [state, String(count), which]),
      ),
      table(
        'Flappiest links',
        '',
        ['Link', 'Changes', 'Trigger'],
        view.flaps.map(({ link, changes, trigger }) => [link, String(changes), trigger]),
      ),
      table(
        'What DERP cost',
        '',
        ['Amount', 'Of what'],
        view.cost.map(({ value, unit, words }) => [`${value} ${unit}`.trim(), words]),
      ),
      table(
        'What could not be seen',
        coverageOf(view),
        ['What', 'Why'],
        view.coverage.lines.map(({ strong, text }) => [strong, text]),
      ),
      table(
        'Notes',
        '',
        ['Note', 'By', 'When'],
        notes.map(({ text, by, at }) => [text, by, at]),
      ),
      { block: 'facts', title: 'How it was made', facts: [{ label: 'Made', value: view.foot }] },
    ],
  }
}

const shareOf = ({ title, meta, percents, against, trend, foot }: ReviewView['shares'][number]) => ({
  title,
  meta,
  percents: percents && partsOf(percents),
  against,
  trend: trend.map(({ week, percents }) => ({ week, percents: percents && partsOf(percents) })),
  foot,
})

const partsOf = ({ direct, peer_relay, derp }: ByTraffic) => ({
  direct,
  peer_relay,
  derp,
})

const movesTable = (title: string, rows: ReviewMoveRow[], more: number): BlockOf<'table'> => ({
  ...table(
    title,
    '',
    ['Since', 'Pod', 'Where', 'What', 'Why', 'Links'],
    rows.map(({ since, name, place, what, sub, links }) => [since, name, place, what, sub, links]),
  ),
  more,
})

const table = (title: string, meta: string, columns: string[], rows: string[][]): BlockOf<'table'> => ({
  block: 'table',
  title,
  meta,
  columns,
  rows: rows.map(cells => ({ cells, mix: null })),
  more: 0,
})

function coverageOf({ coverage: { percent, judged, targets, meta } }: ReviewView): string {
  const seen = percent === null ? 'none to see' : `${percent} % of the time seen`
  return [`${judged} of ${targets} pods judged; ${seen}`, meta].filter(Boolean).join('; ')
}
