import type { ProofGroup } from '#lib/tailnet/fix.ts'
import { Name } from '../text/Name.tsx'
import '../table/table.css'

/** Each kind of peer in its network: what was compared with what. */
export function ProofGroups({ groups }: { groups: ProofGroup[] }) {
  if (groups.length === 0) return null
  return (
    <details>
      <summary>Groups of peers</summary>
      <table className="mid">
        <thead>
          <tr>
            <th scope="col">Peers</th>
            <th scope="col" className="num">
              Before
            </th>
            <th scope="col" className="num">
              After
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ name, before, after }) => (
            <tr key={name}>
              <td>
                <Name name={name} />
              </td>
              <td className="num">
                {before.good} of {before.sessions}
              </td>
              <td className="num">
                {after.good} of {after.sessions}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
