'use client'

import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'
import '../table/table.css'

/** Pods whose home region changed: each time, peers learn the new one before DERP works again. */
export function MovingHomes({ params }: { params: Params }) {
  return (
    <Section
      title="Homes that moved"
      meta="in this range, pods only: the Tailscale API keeps no history of others"
    >
      <Panel answer={useView('regions', params)} what="moves" height={120}>
        {({ moving, asOf }) =>
          moving.length === 0 ? (
            <State kind="good" title="No pod’s home moved in this range" />
          ) : (
            <table className="stacked">
              <thead>
                <tr>
                  <th scope="col">Pod</th>
                  <th scope="col" className="num">
                    Moves
                  </th>
                  <th scope="col">Way</th>
                  <th scope="col" className="num">
                    Last
                  </th>
                </tr>
              </thead>
              <tbody>
                {moving.map(home => (
                  <tr key={`${home.cluster} ${home.href ?? home.name}`}>
                    <td>
                      {home.href ? (
                        <KeptLink className="rowlink" href={home.href}>
                          <Name name={home.name} mono />
                        </KeptLink>
                      ) : (
                        <Name name={home.name} mono />
                      )}
                      <span className="sub">
                        <Name name={home.cluster} />
                      </span>
                    </td>
                    <td data-label="Moves" className="num">
                      {home.moves}
                    </td>
                    <td data-label="Way">
                      <Name name={home.way.join(' → ')} />
                    </td>
                    <td data-label="Last" className="num">
                      <Time at={home.lastAt} now={asOf} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Panel>
    </Section>
  )
}
