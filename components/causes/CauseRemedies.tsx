import type { CauseView } from '#lib/report/causeView.ts'
import { Inline } from '../text/Inline.tsx'

/** What cures a cause, best first, each with what it does not do. */
export function CauseRemedies({ remedies }: { remedies: CauseView['remedies'] }) {
  if (remedies.length === 0) return null
  return (
    <>
      <h3>Remedies, best first</h3>
      <ol className="remedies">
        {remedies.map(({ id, title, does, limits }) => (
          <li key={id}>
            <b>
              <Inline text={title} />
            </b>
            . <Inline text={does} />
            {limits.length > 0 && (
              <ul className="dim t12">
                {limits.map(limit => (
                  <li key={limit}>
                    <Inline text={limit} />
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </>
  )
}
