'use client'

import { Fragment } from 'react'
import { regionsVerdict } from '#lib/report/regionsVerdict.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Verdict } from '../panel/Verdict.tsx'
import { Name } from '../text/Name.tsx'

export function RegionsHead({ params }: { params: Params }) {
  return (
    <Panel answer={useView('regions', params)} what="verdict" height={120}>
      {view => {
        const { headline, reasons } = regionsVerdict(view)
        return (
          <Verdict headline={<Name name={headline} />}>
            {reasons.map(reason => (
              <Fragment key={reason}>
                <Name name={reason} />{' '}
              </Fragment>
            ))}
          </Verdict>
        )
      }}
    </Panel>
  )
}
