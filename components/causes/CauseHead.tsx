'use client'

import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Verdict } from '../panel/Verdict.tsx'

export function CauseHead({ params }: { params: Params }) {
  const cause = useView('cause', params)
  return (
    <Panel answer={cause} what="cause" height={120}>
      {view => (
        <Verdict
          headline={`${view.title}.`}
          above={
            <p className="crumb">
              <KeptLink href="/causes">Causes</KeptLink> / <span className="code">{view.code}</span>
            </p>
          }
        >
          {view.rows.length === 0 ? 'It holds nowhere now.' : `It holds for ${view.headline}`}
        </Verdict>
      )}
    </Panel>
  )
}
