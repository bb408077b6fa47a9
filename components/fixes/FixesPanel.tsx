'use client'

import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { ExportMenu } from '../table/ExportMenu.tsx'
import { Proof } from './Proof.tsx'
import './fixes.css'

/** What was applied, the newest first, each with its proof as far as it goes. */
export function FixesPanel({ params }: { params: Params }) {
  const fixes = useView('fixes', params)
  return (
    <Section
      title="Applied"
      meta="Noticed by itself or marked by hand. Proven by 20 sessions on 3 peers that started after it, against those before."
      aside={<ExportMenu table="fixes" />}
    >
      <Panel answer={fixes} what="fixes" height={320}>
        {({ rows, asOf }) =>
          rows.length === 0 ? (
            <State kind="info" title="No fix has been applied yet">
              A change of <code>hostNetwork</code>, a port, the CNI or a network policy stands here by itself.
              What no object shows, such as a cloud’s firewall, is marked at the remedy of a pod.
            </State>
          ) : (
            rows.map(row => <Proof key={row.id} row={row} now={asOf} />)
          )
        }
      </Panel>
    </Section>
  )
}
