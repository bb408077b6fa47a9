import { agoWords } from '#lib/report/duration.ts'
import type { SourceRow } from '#lib/report/sourcesView.ts'
import { Ago } from '../text/Ago.tsx'
import { Name } from '../text/Name.tsx'
import { StateWord } from './StateWord.tsx'

/** A source that does not answer: since when, why, and what to do. */
export function SourceLine({ source, now }: { source: SourceRow; now: number }) {
  return (
    <tr>
      <td data-label="Source">
        {source.title}
        <span className="sub code">
          <Name name={source.id} />
        </span>
      </td>
      <td data-label="State">
        <StateWord state={source.state} />
      </td>
      <td className="num" data-label="For">
        <Ago at={source.since} now={now} />
      </td>
      <td className="num" data-label="Last answer">
        {agoWords(source.lastOkAt, now)}
      </td>
      <td data-label="Reason">
        {source.failure}
        {source.detail && (
          <span className="dim">
            : <Name name={source.detail} />
          </span>
        )}
        {source.advice && <span className="sub">{source.advice}</span>}
      </td>
    </tr>
  )
}
