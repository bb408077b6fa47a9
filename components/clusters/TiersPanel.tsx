'use client'

import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { Name } from '../text/Name.tsx'
import '../table/table.css'
import './clusters.css'

/** How far the cluster is seen, by rights; and why some pods are not judged. */
export function TiersPanel({ params }: { params: Params }) {
  return (
    <Section title="Coverage by tier" meta="each can stand alone, and adds certainty">
      <Panel answer={useView('cluster', params)} what="coverage" height={240}>
        {({ tiers, unjudged }) => (
          <>
            <table className="tiers">
              <thead>
                <tr>
                  <th scope="col">Tier</th>
                  <th scope="col">Gives</th>
                  <th scope="col" className="num">
                    Pods
                  </th>
                </tr>
              </thead>
              <tbody>
                {tiers.map(tier => (
                  <tr key={`${tier.tier} ${tier.gives}`} className={tier.isOff ? 'dim' : undefined}>
                    <td className="nw">{tier.tier}</td>
                    <td>
                      {tier.gives}
                      <span className="sub">{tier.sources}</span>
                    </td>
                    <td className="num">
                      {tier.pods === null ? <span className="faint">–</span> : `${tier.pods} of ${tier.of}`}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {unjudged.map(({ why, names }) => (
              <p className="cluster-note" key={why}>
                Not judged: <Name name={names.slice(0, 5).join(', ')} mono />
                {names.length > 5 && ` and ${names.length - 5} more`}: <Name name={why} />.
              </p>
            ))}
          </>
        )}
      </Panel>
    </Section>
  )
}
