'use client'

import { sourcesVerdict } from '#lib/report/sourcesVerdict.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Verdict } from '../panel/Verdict.tsx'

export function SettingsHead({ params }: { params: Params }) {
  const { view: known, failure } = useView('sources', params)
  if (!known && failure) return <Verdict headline="The sources cannot be read now.">{failure.why}</Verdict>
  return (
    <Panel answer={{ view: known, failure: null }} what="sources" height={92}>
      {view => {
        const { headline, reasons } = sourcesVerdict(view)
        return <Verdict headline={headline}>{reasons.length > 0 && reasons.join(' ')}</Verdict>
      }}
    </Panel>
  )
}
