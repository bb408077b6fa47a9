'use client'

import { counted } from '#lib/report/counted.ts'
import { agoWords } from '#lib/report/duration.ts'
import type { SourceRow } from '#lib/report/sourcesView.ts'
import { Name } from '../text/Name.tsx'
import { SourceLine } from './SourceLine.tsx'

interface Props {
  name: string
  /** What the cluster was found to be: "eks, aws, cilium". */
  note: string
  sources: SourceRow[]
  now: number
}

/** The sources of one cluster, or of the control plane. */
export function SourceGroup({ name, note, sources, now }: Props) {
  const isWell = (source: SourceRow) => source.state === 'ok'
  const isUnused = (source: SourceRow) => source.state === 'off' || source.state === 'absent'
  const well = sources.filter(isWell)
  const unused = sources.filter(isUnused)
  const bad = sources.filter(source => !isWell(source) && !isUnused(source))
  return (
    <tbody>
      <tr className="grp">
        <th scope="rowgroup" colSpan={5}>
          <Name name={name} /> {note && <span className="faint">{note}</span>}
          <Folded title={counted(well.length, 'source answers', 'sources answer')} sources={well} now={now} />
          <Folded title={`${unused.length} not there, or switched off`} sources={unused} now={now} />
        </th>
      </tr>
      {bad.map(source => (
        <SourceLine key={source.id} source={source} now={now} />
      ))}
    </tbody>
  )
}

function Folded({ title, sources, now }: { title: string; sources: SourceRow[]; now: number }) {
  if (sources.length === 0) return null
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {sources.map(source => (
          <li key={source.id}>
            {source.title}{' '}
            <span className="faint">{source.state === 'ok' ? agoWords(source.lastOkAt, now) : ''}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
