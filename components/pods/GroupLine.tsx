import type { PodGroup } from '#lib/report/groupPods.ts'
import type { PodColumn } from '#lib/report/podColumns.ts'
import { MixBar } from '../path/MixBar.tsx'
import { Name } from '../text/Name.tsx'

/** What a narrow screen leaves out unless somebody chose it: its cells stand at the end, so that none is missed. */
const leftOut: Partial<Record<PodColumn, string>> = { bytes: 'c-spk', home: 'c-ms' }

interface Props {
  group: Omit<PodGroup, 'rows'>
  columns: readonly PodColumn[]
  hasOwnColumns: boolean
}

/** The cells of a group's head: what its rows share, and their links together. */
export function GroupLine({ group, columns, hasOwnColumns }: Props) {
  const { name, note, links, active } = group
  const apart = hasOwnColumns ? [] : columns.flatMap(column => leftOut[column] ?? [])
  return (
    <>
      <th scope="rowgroup" className="c-pod" colSpan={2}>
        <span className="grp-name">
          {name === null ? note : <Name name={name} cut />}
          {name !== null && <span className="faint nw">{note}</span>}
        </span>
      </th>
      <td colSpan={columns.length - apart.length}>
        {active > 0 && (
          <span className="mix">
            <MixBar parts={links} />
            <span className="dim nw">
              {links.direct} of {active} direct
            </span>
          </span>
        )}
      </td>
      {apart.map(className => (
        <td key={className} className={className} />
      ))}
    </>
  )
}
