import type { BlockOf } from '#lib/report/frozen.ts'
import { seenWords } from '#lib/report/seenWords.ts'
import { Certainty } from '../panel/Certainty.tsx'
import { Section } from '../panel/Section.tsx'
import { Check } from '../target/Check.tsx'
import { Inline } from '../text/Inline.tsx'
import { Name } from '../text/Name.tsx'
import '../target/target.css'

/** Causes with what they rest on. */
export function FrozenCauses({ block }: { block: BlockOf<'causes'> }) {
  return (
    <Section title={block.title}>
      {block.causes.map((cause, index) => (
        <article className="cause" key={index}>
          <header>
            <h3>
              <Name name={cause.title} />
            </h3>
            <span className="grow" />
            <Certainty degree={cause.certainty} />
          </header>
          <p className="t12 faint">
            <span className="code">{cause.code}</span> <Name name={cause.meta} />
          </p>
          <ul>
            {cause.evidence.map(({ seen, says }, at) => (
              <Check key={at} tri={seen} said={seenWords[seen]}>
                <Inline text={says} />
              </Check>
            ))}
          </ul>
          {cause.disproof !== '' && (
            <p className="dis">
              <b>Would disprove it:</b> <Inline text={cause.disproof} />
            </p>
          )}
        </article>
      ))}
    </Section>
  )
}
