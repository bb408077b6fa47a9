import { dayClock, moment } from './clock.ts'
import { duration } from './duration.ts'
import type { Block, BlockOf, Frozen, FrozenLane } from './frozen.ts'
import { markdownCode, markdownText as text } from './markdownText.ts'
import { pathName } from './pathWords.ts'
import { seenWords } from './seenWords.ts'

/** A frozen view as Markdown (CommonMark with GitHub's tables), for a channel that cannot reach this host. */
export function frozenMarkdown(frozen: Frozen): string {
  const { headline, reasons, from, to, zone, takenAt, subject } = frozen
  const parts = [
    `**${text(headline)}**`,
    reasons.map(text).join(' '),
    ...frozen.blocks.flatMap(block => {
      const body = bodyOf(block, frozen)
      return body ? [`### ${text(titleOf(block))}`, body] : []
    }),
    `_${text(subject)}, ${dayClock(from, zone)} to ${dayClock(to, zone)} ${text(zone)}, taken ${dayClock(takenAt, zone)} with tailpath._`,
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

const titleOf = (block: Block) =>
  block.block === 'shares' || block.block === 'weeks' ? 'Shares' : block.title

function bodyOf(block: Block, frozen: Frozen): string {
  switch (block.block) {
    case 'shares':
      return table(
        ['Share', 'Direct', 'Peer relay', 'DERP', ''],
        block.shares.map(share => [
          share.title,
          share.values.direct,
          share.values.peer_relay,
          share.values.derp,
          share.change,
        ]),
      )
    case 'lanes':
      return table(
        ['Peer', 'Now', 'Before'],
        block.lanes.map(lane => [lane.peer, lane.now?.text ?? 'no longer seen', beforeOf(lane, frozen)]),
        block.more,
      )
    case 'events':
      return list(block, frozen)
    case 'causes':
      return block.causes
        .map(cause =>
          [
            `**${text(cause.title)}** (${cause.certainty})${cause.meta ? `, ${text(cause.meta)}` : ''}`,
            ...cause.evidence.map(
              ({ seen, says }) => `- ${seen === 'yes' ? '' : `${seenWords[seen]}: `}${text(bare(says))}`,
            ),
            ...(cause.disproof ? [`- Would disprove it: ${text(bare(cause.disproof))}`] : []),
          ].join('\n'),
        )
        .join('\n\n')
    case 'remedies':
      return block.remedies
        .map(remedy =>
          [
            `**${text(bare(remedy.title))}** (${remedy.certainty}). ${text(remedy.gain)}`,
            ...remedy.patches.map(({ object, diff }) =>
              markdownCode([`# ${object}`, ...diff.map(line => `${line.sign} ${line.text}`)], 'diff'),
            ),
            ...(remedy.verify ? [`Expect ${text(bare(remedy.verify))}`] : []),
          ].join('\n\n'),
        )
        .join('\n\n')
    case 'facts':
      return block.facts.map(({ label, value }) => `- ${text(label)}: ${text(value)}`).join('\n')
    case 'table':
      return table(
        block.columns,
        block.rows.map(row => row.cells),
        block.more,
      )
    case 'matrix':
      return matrix(block)
    case 'weeks':
      return table(
        ['Direct, %', ...(block.shares[0]?.trend ?? []).map(({ week }) => week), 'This week'],
        block.shares.map(({ title, trend, foot }) => [
          title,
          ...trend.map(({ percents }) => (percents ? String(percents.direct) : '–')),
          foot,
        ]),
      )
  }
}

/** Names of machines stand in backticks in our sentences; here they would be escaped one by one. */
const bare = (sentence: string) => sentence.replaceAll('`', '')

/** The stretches of a lane in words, the last three. */
function beforeOf({ segments }: FrozenLane, { zone, to }: Frozen): string {
  return segments
    .slice(-3)
    .map(
      ({ kind, from, to: end }) =>
        `${pathName[kind]} from ${moment(from, to, zone)} for ${duration((end - from) / 1000)}`,
    )
    .join(', ')
}

function list({ items, more }: BlockOf<'events'>, { takenAt, zone }: Frozen): string {
  const lines = items.map(({ at, title, place, effect }) => {
    const words = [place && `in ${place}`, effect?.words].filter(Boolean).join(': ')
    return `- ${moment(at, takenAt, zone)} ${text(title)}${words ? `, ${text(words)}` : ''}`
  })
  return [...lines, ...(more > 0 ? [`- ${more} more`] : [])].join('\n')
}

/** A picture of hundreds of cells is no text: each line says how many of its links go which way. */
const matrix = ({ lines }: BlockOf<'matrix'>) =>
  table(
    ['Row', 'Where', 'Direct', 'Peer relay', 'DERP', 'What it shares'],
    lines.map(({ name, note, parts, group }) => [
      name,
      note,
      String(parts.direct),
      String(parts.peer_relay),
      String(parts.derp),
      [group.title, group.note].filter(Boolean).join(', '),
    ]),
  )

function table(columns: string[], rows: string[][], more = 0): string {
  if (rows.length === 0) return ''
  const line = (cells: string[]) => `| ${cells.map(cell => text(cell) || ' ').join(' | ')} |`
  const lines = [line(columns), `|${columns.map(() => ' --- |').join('')}`, ...rows.map(line)]
  return `${lines.join('\n')}${more > 0 ? `\n\n${more} more.` : ''}`
}
