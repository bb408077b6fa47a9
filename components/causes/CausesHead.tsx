'use client'

import { causesVerdict } from '#lib/report/causesVerdict.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Verdict } from '../panel/Verdict.tsx'

/** What keeps links off a direct path, in one sentence. */
export function CausesHead({ params }: { params: Params }) {
  const causes = useView('causes', params)
  return (
    <Panel answer={causes} what="verdict" height={96}>
      {view => {
        const { headline, reason } = causesVerdict(view)
        return <Verdict headline={headline}>{reason}</Verdict>
      }}
    </Panel>
  )
}
