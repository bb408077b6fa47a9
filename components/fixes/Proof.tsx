'use client'

import type { FixRow } from '#lib/report/fixRow.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { Diff } from '../overview/Diff.tsx'
import { Ago } from '../text/Ago.tsx'
import { Inline } from '../text/Inline.tsx'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'
import { BeforeAfter } from './BeforeAfter.tsx'
import { ProofGroups } from './ProofGroups.tsx'
import { StateSign } from './StateSign.tsx'
import './fixes.css'

/** A fix: what was changed, who said so, what the sessions since then show, and whether it still holds. */
export function Proof({ row, now, plain = false }: { row: FixRow; now: number; plain?: boolean }) {
  return (
    <article className="fix" aria-label={row.what}>
      <header>
        <h3>
          <Inline text={row.what} />
        </h3>
        {!plain && (
          <p className="dim">
            in{' '}
            {row.where.href ? (
              <KeptLink href={row.where.href}>
                <Name name={row.where.name} />
              </KeptLink>
            ) : (
              <Name name={row.where.name} />
            )}
          </p>
        )}
        <p className="fixstate">
          <StateSign state={row.state} /> {row.stateWords}
        </p>
      </header>
      <div className="proof">
        <div>
          <p>{row.why}</p>
          <p className="t12 dim">
            Applied <Time at={row.appliedAt} now={now} zoned />, <Ago at={row.appliedAt} now={now} /> ago;{' '}
            {row.noticed === 'by itself' ? 'noticed by itself' : 'marked by hand'}
            {row.by !== null && (
              <>
                {' '}
                by <Name name={row.by} />
              </>
            )}
            .
          </p>
          {row.note !== null && (
            <p className="t12">
              “<Name name={row.note} />”
            </p>
          )}
          {row.causes.length > 0 && (
            <p className="t12 dim">
              Against{' '}
              {row.causes.map(({ code, title }, index) => (
                <span key={code}>
                  {index > 0 && ', '}
                  <KeptLink href={`/causes/${encodeURIComponent(code)}`}>{title}</KeptLink>
                </span>
              ))}
              .
            </p>
          )}
          {row.history.length > 1 && (
            <ol className="fixhistory t12 dim" aria-label="States">
              {row.history.map(({ at, words }) => (
                <li key={at}>
                  <Time at={at} now={now} /> {words}
                </li>
              ))}
            </ol>
          )}
          {row.diff.length > 0 && (
            <details>
              <summary>Diff</summary>
              <Diff lines={row.diff} />
            </details>
          )}
        </div>
        <div>
          <BeforeAfter row={row} now={now} />
          <ProofGroups groups={row.groups} />
        </div>
      </div>
    </article>
  )
}
