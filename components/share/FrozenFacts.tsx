import type { BlockOf } from '#lib/report/frozen.ts'
import { Section } from '../panel/Section.tsx'
import { Name } from '../text/Name.tsx'

export function FrozenFacts({ block }: { block: BlockOf<'facts'> }) {
  return (
    <Section title={block.title}>
      <dl className="kv">
        {block.facts.map(({ label, value }, index) => (
          <div key={index}>
            <dt>{label}</dt>
            <dd>
              <Name name={value} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
