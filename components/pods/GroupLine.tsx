import type { PodGroup } from '#lib/report/groupPods.ts'
import { MixBar } from '../path/MixBar.tsx'
import { Name } from '../text/Name.tsx'

/** The cells of a group's head: what its rows share, and their links together. */
export function GroupLine({ group }: { group: PodGroup }) {
  const { name, note, links, active } = group
  return (
    <>
      <th scope="rowgroup" className="c-pod">
        <span className="grp-name">
          {name === null ? note : <Name name={name} cut />}
          {name !== null && <span className="faint nw">{note}</span>}
        </span>
      </th>
      <td colSpan={5}>
        {active > 0 && (
          <span className="mix">
            <MixBar parts={links} />
            <span className="dim nw">
              {links.direct} of {active} direct
            </span>
          </span>
        )}
      </td>
      {/* The two columns that a narrow screen leaves out. */}
      <td className="c-spk" />
      <td className="c-ms" />
    </>
  )
}
