'use client'

import type { OperatorRow } from '#lib/report/operatorRows.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { TriMark } from '../target/TriMark.tsx'
import { Inline } from '../text/Inline.tsx'
import { Name } from '../text/Name.tsx'
import '../table/table.css'
import './clusters.css'

/** Resources of the Tailscale operator, and what each of them is known not to do. */
export function OperatorPanel({ params }: { params: Params }) {
  return (
    <Section title="Operator resources" meta="with their known limits, up to operator 1.102" id="operator">
      <Panel answer={useView('cluster', params)} what="resources" height={200}>
        {({ operator: { rows, unseen }, hasObjects }) => (
          <>
            {rows.length === 0 ? (
              <State kind="info" title={hasObjects ? 'No resource of the operator is here' : 'Not known'}>
                {hasObjects
                  ? 'Without it, ports and static endpoints are set on the pods themselves.'
                  : 'Its objects are not read.'}
              </State>
            ) : (
              <table className="stacked">
                <thead>
                  <tr>
                    <th scope="col">Resource</th>
                    <th scope="col">Asks for</th>
                    <th scope="col">Ready</th>
                    <th scope="col">Limits</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map(row => (
                    <Line key={`${row.kind}/${row.name}`} row={row} />
                  ))}
                </tbody>
              </table>
            )}
            {rows.length > 0 && (
              <p className="cluster-note">
                For all of them: the operator sets no hostNetwork, and a proxy listens on a random port unless
                its ProxyClass sets PORT.
              </p>
            )}
            {unseen.length > 0 && (
              <p className="cluster-note">
                Not seen: {unseen.map(({ kind, why }) => `${kind} (${why})`).join(', ')}.
              </p>
            )}
          </>
        )}
      </Panel>
    </Section>
  )
}

function Line({ row }: { row: OperatorRow }) {
  return (
    <tr>
      <td>
        <span className="faint">{row.kind}</span> <Name name={row.name} mono />
      </td>
      <td data-label="Asks for" className="dim">
        {row.what ? <Name name={row.what} /> : '–'}
      </td>
      <td data-label="Ready">
        <TriMark tri={row.ready} /> <Name name={readyWords(row)} />
      </td>
      <td data-label="Limits">
        {row.limits.length === 0 ? (
          <span className="faint">none known</span>
        ) : (
          <ul className="limits">
            {row.limits.map(limit => (
              <li key={limit.says}>
                <Inline text={limit.says} />{' '}
                {limit.code && (
                  <KeptLink className="code" href={`/causes/${limit.code}`}>
                    {limit.code}
                  </KeptLink>
                )}
              </li>
            ))}
          </ul>
        )}
      </td>
    </tr>
  )
}

const words = { yes: 'ready', no: 'not ready', unknown: 'not told' } as const

const readyWords = ({ ready, reason }: OperatorRow) => (reason ? `${words[ready]}: ${reason}` : words[ready])
