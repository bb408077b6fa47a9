'use client'

import { rightStateWords, rightsView } from '#lib/report/rightsView.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { Name } from '../text/Name.tsx'
import '../table/table.css'

/** Each tier of rights: what it gives, what it needs, whether it is in use. */
export function RightsPanel({ params }: { params: Params }) {
  return (
    <Section title="Rights in use" meta="each tier usable alone; each adds certainty" id="rights">
      <Panel answer={useView('sources', params)} what="rights" height={180}>
        {view => (
          <div className="scroll">
            <table className="stacked">
              <thead>
                <tr>
                  <th scope="col">Tier</th>
                  <th scope="col">Gives</th>
                  <th scope="col">Needs</th>
                  <th scope="col">In use</th>
                </tr>
              </thead>
              <tbody>
                {rightsView(view).map(row => (
                  <tr key={row.tier}>
                    <td className="mono" data-label="Tier">
                      {row.tier}
                    </td>
                    <td data-label="Gives">{row.gives}</td>
                    <td className="dim" data-label="Needs">
                      {row.needs}
                    </td>
                    <td data-label="In use">
                      {rightStateWords[row.state]}
                      {row.says && (
                        <span className="sub">
                          <Name name={row.says} />
                        </span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      <p className="t12 faint">Never asked for: Secrets, nodes/proxy.</p>
    </Section>
  )
}
