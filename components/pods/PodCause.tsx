import type { PodRow } from '#lib/report/podRow.ts'
import { Certainty } from '../panel/Certainty.tsx'
import { Name } from '../text/Name.tsx'

/** The surest cause of a pod; or why nothing is seen of it. */
export function PodCause({ row }: { row: PodRow }) {
  const cause = row.causes[0]
  const unseen = row.seen === 'not_seen' || row.seen === 'waiting' || row.seen === 'gone'
  if (unseen) {
    return (
      <>
        <Name name={`${row.seen === 'not_seen' ? 'Not seen: ' : ''}${row.why ?? ''}`} cut />
        {cause && (
          <span className="sub">
            <Certainty degree={cause.certainty} /> {cause.short}
          </span>
        )}
      </>
    )
  }
  if (!cause) return <span className="faint">–</span>
  return (
    <>
      <span className="ell" title={row.causes.map(({ title }) => title).join('\n')}>
        {cause.short}
      </span>
      <span className="sub">
        <Certainty degree={cause.certainty} />
        {row.causes.length > 1 && ` and ${row.causes.length - 1} more`}
      </span>
    </>
  )
}
