'use client'

import { fixesVerdict } from '#lib/report/fixesVerdict.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Verdict } from '../panel/Verdict.tsx'

/** What was mended and what to mend next, in two sentences. */
export function FixesHead({ params }: { params: Params }) {
  const fixes = useView('fixes', params)
  return (
    <Panel answer={fixes} what="verdict" height={96}>
      {view => {
        const { headline, reason } = fixesVerdict(view)
        return <Verdict headline={headline}>{reason}</Verdict>
      }}
    </Panel>
  )
}
