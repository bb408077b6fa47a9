import { moment } from '#lib/report/clock.ts'
import type { BlockOf, Frozen } from '#lib/report/frozen.ts'
import { Section } from '../panel/Section.tsx'
import { PathGlyph } from '../path/PathGlyph.tsx'
import { Name } from '../text/Name.tsx'
import '../overview/overview.css'

/** What changed, with what the paths did after it. */
export function FrozenEvents({ block, frozen }: { block: BlockOf<'events'>; frozen: Frozen }) {
  const { takenAt, zone } = frozen
  return (
    <Section title={block.title} {...(block.more > 0 && { meta: `the last ${block.items.length}` })}>
      <ol className="events">
        {block.items.map((item, index) => (
          <li key={index}>
            <time dateTime={new Date(item.at).toISOString()}>{moment(item.at, takenAt, zone)}</time>
            {item.no === null ? <span className="no none" /> : <span className="no">{item.no}</span>}
            <div>
              <Name name={item.title} />
              {item.place !== null && (
                <span className="dim">
                  {' '}
                  in <Name name={item.place} />
                </span>
              )}
              {item.effect && (
                <p className="fx">
                  {item.effect.kind !== 'none' && (
                    <>
                      <PathGlyph kind={item.effect.kind} />{' '}
                    </>
                  )}
                  {item.effect.words}
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  )
}
