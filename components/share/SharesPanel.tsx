import { dayClock } from '#lib/report/clock.ts'
import { printable } from '#lib/report/printable.ts'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Name } from '../text/Name.tsx'
import '../table/table.css'
import { RevokeShare } from './RevokeShare.tsx'
import { standingWords } from './standingWords.ts'

/** A frozen view as the list has it. */
export interface ShareLine {
  id: string
  title: string
  by: string | null
  createdAt: Date
  expiresAt: Date | null
  revokedAt: Date | null
  isOpen: boolean
  opened: number
  lastOpenedAt: Date | null
}

/** Every frozen view: who can still see what, and the way to end it. Null where the database does not answer. */
export function SharesPanel({ shares }: { shares: ShareLine[] | null }) {
  return (
    <Section
      title="Frozen views"
      id="shares"
      meta="newest first, times in UTC; whoever has the link sees one"
    >
      {shares === null ? (
        <State kind="warning" title="The list cannot be read now">
          The database does not answer. Reload the page when it does.
        </State>
      ) : shares.length === 0 ? (
        <State kind="info" title="Nothing is shared">
          “Share” at the top of a page freezes what it shows and gives its link.
        </State>
      ) : (
        <SharesTable shares={shares} />
      )}
    </Section>
  )
}

function SharesTable({ shares }: { shares: ShareLine[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by keys
    <section className="scroll" tabIndex={0} aria-label="Frozen views, table">
      <table>
        <thead>
          <tr>
            <th scope="col">Title</th>
            <th scope="col">By</th>
            <th scope="col">Created</th>
            <th scope="col">State</th>
            <th scope="col" className="num">
              Times opened
            </th>
            <th scope="col">Last opened</th>
            <th scope="col">
              <span className="sr">Revoke</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shares.map(share => (
            <tr key={share.id}>
              <td>
                <Name name={share.title} />
              </td>
              <td>
                {share.by === null ? <span className="faint">not said</span> : <Name name={share.by} />}
              </td>
              <td className="nw">{dayClock(share.createdAt.getTime(), 'UTC')}</td>
              <td className="nw">{standingWords(share)}</td>
              <td className="num">{share.opened}</td>
              <td className="nw">
                {share.lastOpenedAt ? dayClock(share.lastOpenedAt.getTime(), 'UTC') : '–'}
              </td>
              <td>{share.isOpen && <RevokeShare id={share.id} title={printable(share.title)} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
