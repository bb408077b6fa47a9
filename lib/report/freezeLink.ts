import { duration } from './duration.ts'
import { freezeFinding } from './freezeFinding.ts'
import { freezeLanes } from './freezeLanes.ts'
import { freezeNat } from './freezeNat.ts'
import { freezeRemedy } from './freezeRemedy.ts'
import type { BlockOf, Frozen } from './frozen.ts'
import { type FreezeInput, frozenHead, told } from './frozenHead.ts'
import type { LinkHistoryView } from './linkHistoryView.ts'
import type { EndView, LinkView } from './linkView.ts'

interface LinkViews {
  link: LinkView
  history: LinkHistoryView
}

/** More changes than a reader of a channel goes through. */
const mostFlips = 20

/** Of a link's page: the verdict, both directions over time, both ends, causes and the first remedy with its patch. */
export function freezeLink({ link, history }: LinkViews, input: FreezeInput): Frozen {
  const { a, b, verdict, directions } = link
  const findings = new Map(directions.flatMap(each => each.findings.map(found => [found.code, found])))
  const remedy = directions.flatMap(({ remedies }) => remedies).find(each => each.applies !== 'no')
  return {
    ...frozenHead(input),
    page: 'link',
    subject: `${a.short} and ${b.short}`,
    headline: verdict.headline,
    reasons: [...verdict.reasons, ...directions.map(({ title, peer }) => `${title}: ${peer.text}.`)],
    counts: [],
    blocks: [
      freezeLanes(history.lanes, []),
      endOf(a),
      endOf(b),
      { block: 'causes', title: 'Causes', causes: [...findings.values()].map(freezeFinding) },
      { block: 'remedies', title: 'Remedy', remedies: remedy ? [freezeRemedy(remedy)] : [] },
      flipsTable(history, input),
    ],
  }
}

const endOf = ({ name, words, addresses, chain, facts }: EndView) =>
  freezeNat({ title: name, words, addresses, chain, facts })

const flipsTable = ({ flips }: LinkHistoryView, input: FreezeInput): BlockOf<'table'> => ({
  block: 'table',
  title: 'Changes of path',
  meta: 'newest first, by the end that saw them',
  columns: ['When', 'Seen by', 'From', 'To', 'The path before lasted'],
  rows: flips.slice(0, mostFlips).map(({ at, title, from, to, lastedMs }) => ({
    cells: [told(at, input), title, from.text, to.text, duration(lastedMs / 1000)],
    mix: null,
  })),
  more: Math.max(0, flips.length - mostFlips),
})
