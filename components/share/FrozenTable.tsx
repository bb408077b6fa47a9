import type { BlockOf } from '#lib/report/frozen.ts'
import { Section } from '../panel/Section.tsx'
import { MixBar } from '../path/MixBar.tsx'
import { Name } from '../text/Name.tsx'
import '../table/table.css'

/** Rows as they stood, with a bar of their paths where they have one. */
export function FrozenTable({ block }: { block: BlockOf<'table'> }) {
  const hasMix = block.rows.some(row => row.mix)
  const most = Math.max(0, ...block.rows.map(row => row.weight?.value ?? 0))
  const more = block.more > 0 ? `; ${block.more} more are not shown` : ''
  return (
    <Section title={block.title} meta={`${block.meta}${more}`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by keys */}
      <section className="scroll" tabIndex={0} aria-label={`${block.title}, table`}>
        <table>
          <thead>
            <tr>
              {block.columns.map(column => (
                <th scope="col" key={column}>
                  {column}
                </th>
              ))}
              {hasMix && <th scope="col">Paths</th>}
              {most > 0 && <th scope="col">Part of the most</th>}
            </tr>
          </thead>
          <tbody>
            {block.rows.map(({ cells, mix, weight }, index) => (
              <tr key={index}>
                {cells.map((cell, at) => (
                  <td key={at}>
                    <Name name={cell} />
                  </td>
                ))}
                {hasMix && <td className="frozen-mix">{mix && <MixBar parts={mix} />}</td>}
                {most > 0 && (
                  <td className="frozen-mix">{weight && <Weight part={weight.value / most} />}</td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  )
}

/** Its number stands in a cell of its own. */
const Weight = ({ part }: { part: number }) => (
  <svg className="bar" aria-hidden="true">
    {part > 0 && <rect className="f-derp" width={`${(part * 100).toFixed(2)}%`} height="100%" />}
  </svg>
)
