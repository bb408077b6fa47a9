import { bytes } from './bytes.ts'
import { weekNumber } from './isoWeek.ts'
import { markdownText as safe } from './markdownText.ts'
import type { ReviewMoveRow } from './reviewMoves.ts'
import type { ReviewView } from './reviewView.ts'

export interface MarkdownNote {
  at: string
  by: string
  text: string
}

const table = (heads: string[], rows: string[][]) =>
  [heads, heads.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')

const section = (title: string, body: string) => `## ${title}\n\n${body}\n`

/** A review for a channel or a document that cannot reach this host. */
export function reviewMarkdown(view: ReviewView, notes: readonly MarkdownNote[]): string {
  const lead = view.lead.map(({ text, strong }) => (strong ? `**${safe(text)}**` : safe(text))).join('')
  return [
    `# ${safe(view.headline)}\n`,
    `Weekly review ${view.week}, ${view.days}, ${view.zone}. ${safe(view.scope.name)}.${view.isPreview ? ' **Preview: the week is not over.**' : ''}\n`,
    `${lead}\n`,
    section('Three shares', sharesTable(view)),
    section('Got worse', movesList(view.moves.worse, view.moves.moreWorse)),
    section('Got better', movesList(view.moves.better, view.moves.moreBetter)),
    section('Next three fixes', fixesTable(view)),
    section(
      'Findings',
      table(
        ['State', 'Count', 'Which'],
        view.findings.map(row => [row.state, String(row.count), safe(row.which)]),
      ),
    ),
    section('Flappiest links', flapsTable(view)),
    section(
      'What DERP cost',
      view.cost
        .map(({ value, unit, words }) => `- ${safe(`${value} ${unit}`.trim())}: ${safe(words)}`)
        .join('\n'),
    ),
    section('What could not be seen', coverageList(view)),
    ...(notes.length > 0
      ? [
          section(
            'Notes',
            notes.map(note => `- ${safe(note.text)} (${safe(note.by)}, ${note.at})`).join('\n'),
          ),
        ]
      : []),
    `${safe(view.foot)}\n`,
  ].join('\n')
}

function sharesTable(view: ReviewView): string {
  const weeks = view.shares[0]?.trend.map(({ week }) => `W${weekNumber(week)}`) ?? []
  return table(
    ['Direct, %', ...weeks, 'This week'],
    view.shares.map(({ title, trend, foot }) => [
      title,
      ...trend.map(({ percents }) => (percents ? String(percents.direct) : '–')),
      safe(foot),
    ]),
  )
}

function movesList(rows: readonly ReviewMoveRow[], more: number): string {
  if (rows.length === 0) return 'Nothing.'
  const lines = rows.map(({ since, name, place, what, sub, links }) =>
    `- ${since}: **${safe(name)}** in ${safe(place)}: ${safe(what)}. ${safe(sub)}. ${links === '–' ? '' : `${safe(links)}.`}`.trimEnd(),
  )
  return [...lines, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n')
}

function fixesTable({ next }: ReviewView): string {
  if (next.length === 0) return 'None is known that would take a link off DERP.'
  return table(
    ['Fix', 'Where', 'To direct', 'Off DERP a week', 'Touches'],
    next.map(fix => [
      `${safe(fix.title)} (${safe(fix.sub)})`,
      safe(fix.where),
      fix.peerRelay > 0 ? `+${fix.direct}, ${fix.peerRelay} to a peer relay` : `+${fix.direct}`,
      fix.bytesWeek > 0 ? bytes(fix.bytesWeek) : 'not measured',
      safe(fix.touches),
    ]),
  )
}

function flapsTable({ flaps }: ReviewView): string {
  if (flaps.length === 0) return 'No link changed its path more than once.'
  return table(
    ['Link', 'Changes', 'Trigger'],
    flaps.map(({ link, changes, trigger }) => [safe(link), String(changes), safe(trigger)]),
  )
}

function coverageList({ coverage }: ReviewView): string {
  const { percent, judged, targets, meta, lines } = coverage
  const head = `- ${judged} of ${targets} pods judged; ${percent === null ? 'none to see' : `${percent} % of the time seen`}${meta ? `; ${safe(meta)}` : ''}`
  return [head, ...lines.map(({ strong, text }) => `- **${safe(strong)}**: ${safe(text)}`)].join('\n')
}
