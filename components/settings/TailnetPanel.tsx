'use client'

import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { Name } from '../text/Name.tsx'
import '../table/table.css'

/** Settings of the whole tailnet on which paths or fixes depend. */
export function TailnetPanel({ params }: { params: Params }) {
  return (
    <Section title="Tailnet" meta="settings on which paths and fixes depend" id="tailnet">
      <Panel answer={useView('sources', params)} what="settings of the tailnet" height={180}>
        {({ tailnet }) => (
          <div className="scroll">
            <table className="stacked">
              <thead>
                <tr>
                  <th scope="col">Setting</th>
                  <th scope="col">Is</th>
                  <th scope="col">So</th>
                </tr>
              </thead>
              <tbody>
                {tailnet.map(({ label, says, means, link }) => (
                  <tr key={label}>
                    <td data-label="Setting">{label}</td>
                    <td data-label="Is">{says ?? <span className="faint">not known</span>}</td>
                    <td className="dim" data-label="So">
                      {means}
                      {link && (
                        <span className="sub">
                          <a href={link} rel="noreferrer">
                            <Name name={link} mono />
                          </a>
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
    </Section>
  )
}
