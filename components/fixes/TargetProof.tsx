'use client'

import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Proof } from './Proof.tsx'
import './fixes.css'

/** The fixes of one pod with their proof. `params` name its cluster, namespace and name. */
export function TargetProof({ params }: { params: Params }) {
  const fixes = useView('targetFixes', params)
  return (
    <Section
      title="Fixes"
      id="fixes"
      meta="What was changed for this pod, and whether it worked"
      aside={<KeptLink href="/fixes">All fixes</KeptLink>}
    >
      <Panel answer={fixes} what="fixes" height={160}>
        {({ rows, asOf }) =>
          rows.length === 0 ? (
            <State kind="info" title="Nothing was changed yet">
              A change of the pod’s objects stands here by itself; others are marked at the remedy.
            </State>
          ) : (
            rows.map(row => <Proof key={row.id} row={row} now={asOf} plain />)
          )
        }
      </Panel>
    </Section>
  )
}
