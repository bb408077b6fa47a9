import type { BlockOf, FrozenLine } from '#lib/report/frozen.ts'
import { printable } from '#lib/report/printable.ts'
import { sumOf } from '#lib/report/shareOf.ts'
import { Section } from '../panel/Section.tsx'
import { MixBar } from '../path/MixBar.tsx'
import { PathGlyph } from '../path/PathGlyph.tsx'
import { pathClass } from '../path/pathClass.ts'
import { Name } from '../text/Name.tsx'
import '../matrix/matrix.css'

/** The matrix as it stood: a table with a sign in each cell and its sentence for those who do not see it. */
export function FrozenMatrix({ block }: { block: BlockOf<'matrix'> }) {
  const { title, meta, peers, lines } = block
  const firstQuiet = peers.findIndex(peer => peer.isQuiet)
  const density = peers.length > 12 ? 'dense' : 'wide'
  return (
    <Section title={title} meta={meta}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by keys */}
      <section className="mx" tabIndex={0} aria-label={`${title}, table`}>
        <table className={`${density} groups`}>
          <thead>
            <tr>
              <th className="gh" scope="col">
                Shared first cause
              </th>
              <th className="rh" scope="col">
                Row
              </th>
              {peers.map((peer, at) => (
                <th scope="col" key={at} className={at === firstQuiet ? 'sp' : undefined}>
                  <span className="vertical">
                    <Name name={peer.name} />
                  </span>
                </th>
              ))}
              <th className="sum" scope="col">
                Direct
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              <Line
                key={index}
                line={line}
                peers={peers}
                firstQuiet={firstQuiet}
                span={spanAt(lines, index)}
              />
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  )
}

/** How many lines the group has that begins here; null within one. */
function spanAt(lines: FrozenLine[], at: number): number | null {
  const isSame = (other: FrozenLine | undefined) =>
    other?.group.title === lines[at]?.group.title && other?.group.note === lines[at]?.group.note
  if (at > 0 && isSame(lines[at - 1])) return null
  const end = lines.findIndex((line, index) => index > at && !isSame(line))
  return (end < 0 ? lines.length : end) - at
}

interface LineProps {
  line: FrozenLine
  peers: BlockOf<'matrix'>['peers']
  firstQuiet: number
  span: number | null
}

function Line({ line, peers, firstQuiet, span }: LineProps) {
  const byPeer = new Map(line.cells.map(cell => [cell.peer, cell]))
  const active = sumOf(line.parts)
  return (
    <tr className={span === null ? undefined : 'g0'}>
      {span !== null && (
        <th className="gh" rowSpan={span} scope="rowgroup">
          <Name name={line.group.title} />
          <i>
            <Name name={line.group.note} />
          </i>
        </th>
      )}
      <th className="rh" scope="row">
        <Name name={line.name} />
      </th>
      {peers.map((peer, at) => {
        const cell = byPeer.get(at)
        const gap = at === firstQuiet ? ' sp' : ''
        if (!cell) return <td key={at} className={`m none${gap}`} />
        return (
          <td key={at} className={`m ${cell.kind === 'mixed' ? 'mixed' : pathClass[cell.kind]}${gap}`}>
            <span className="sr">{`${printable(line.name)} to ${printable(peer.name)}: ${printable(cell.says)}`}</span>
            {cell.kind === 'mixed' ? (
              <span className="part" aria-hidden="true">
                <MixBar parts={cell.parts} />
                {cell.parts.direct}/{sumOf(cell.parts)}
              </span>
            ) : (
              <PathGlyph kind={cell.kind} />
            )}
          </td>
        )
      })}
      <td className="sum">
        {active > 0 ? (
          <span className="mix">
            <MixBar parts={line.parts} />
            <span className="nw">
              {line.parts.direct} of {active}
            </span>
          </span>
        ) : (
          <span className="faint">–</span>
        )}
      </td>
    </tr>
  )
}
