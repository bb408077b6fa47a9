import { printable } from '#lib/report/printable.ts'
import type { ReviewCoverage } from '#lib/report/reviewCoverage.ts'
import { Inline } from '../text/Inline.tsx'
import { Name } from '../text/Name.tsx'

/** What was seen in numbers, then each hole with its reason. */
export function CoverageText({ coverage }: { coverage: ReviewCoverage }) {
  const { percent, judged, targets, lines } = coverage
  return (
    <>
      <p>
        {judged} of {targets} pods judged
        {percent === null ? (
          '.'
        ) : (
          <>
            , <b>{percent} %</b> of their time seen.
          </>
        )}
      </p>
      <ul className="unseen">
        {lines.map(({ strong, text }) => (
          <li key={`${strong} ${text}`}>
            <b>
              <Name name={strong} />
            </b>{' '}
            <Inline text={printable(text)} />.
          </li>
        ))}
      </ul>
    </>
  )
}
