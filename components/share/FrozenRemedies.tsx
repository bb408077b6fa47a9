import type { BlockOf } from '#lib/report/frozen.ts'
import { Diff } from '../overview/Diff.tsx'
import { Certainty } from '../panel/Certainty.tsx'
import { Section } from '../panel/Section.tsx'
import { Inline } from '../text/Inline.tsx'
import '../target/target.css'

/** The change that is recommended, with its patch and its limits. */
export function FrozenRemedies({ block }: { block: BlockOf<'remedies'> }) {
  return (
    <Section title={block.title}>
      {block.remedies.map((remedy, index) => (
        <article className="cause" key={index}>
          <header>
            <h3>
              <Inline text={remedy.title} />
            </h3>
            <span className="grow" />
            <Certainty degree={remedy.certainty} />
          </header>
          <p className="gainline">{remedy.gain}</p>
          {remedy.patches.map(({ object, diff }, at) => (
            <div key={at}>
              <p className="code">{object}</p>
              <Diff lines={diff} />
            </div>
          ))}
          {remedy.limits.map((limit, at) => (
            <p key={at}>
              <Inline text={limit} />
            </p>
          ))}
          {remedy.verify !== '' && (
            <p className="t12 faint">
              Expect <Inline text={remedy.verify} />
            </p>
          )}
        </article>
      ))}
    </Section>
  )
}
