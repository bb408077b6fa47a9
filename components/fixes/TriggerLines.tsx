import { duration } from '#lib/report/duration.ts'
import type { TriggerRow } from '#lib/report/triggerRow.ts'
import { Diff } from '../overview/Diff.tsx'
import { Name } from '../text/Name.tsx'
import './fixes.css'

/** What happened in the quarter of an hour before a flip, the nearest first; of an edit, what it was. */
export function TriggerLines({ triggers }: { triggers: TriggerRow[] }) {
  if (triggers.length === 0)
    return <div className="trigger dim">Nothing that tailpath sees happened before.</div>
  return triggers.map(({ id, title, sort, secondsBefore, followed, notFollowed, diff }) => (
    <div className="trigger" key={id}>
      {duration(secondsBefore)} before: <Name name={title} />{' '}
      <span className="dim">
        ({sort}: followed by a change {followed} of {followed + notFollowed} times, {notFollowed} not)
      </span>
      {diff.length > 0 && (
        <details>
          <summary>Diff</summary>
          <Diff lines={diff} />
        </details>
      )}
    </div>
  ))
}
