import type { Turn } from '#lib/tailnet/finding.ts'
import { PathWord } from '../path/PathWord.tsx'
import { Inline } from '../text/Inline.tsx'
import { Name } from '../text/Name.tsx'
import '../table/table.css'

/** What a remedy would make of each link now on DERP, and why some stay there. Predicted; older diagnoses do not tell. */
export function Turns({ turns = [] }: { turns: Turn[] | undefined }) {
  if (turns.length === 0) return null
  return (
    <details>
      <summary>Link by link, predicted</summary>
      <table className="mid">
        <tbody>
          {turns.map(({ peer, peerName, to, why }) => (
            <tr key={peer}>
              <td>
                <Name name={peerName} />
              </td>
              <td className="nw">
                <PathWord kind={to ?? 'derp'} />
              </td>
              <td className="dim">
                <Inline text={why} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
