'use client'

import { Fragment } from 'react'
import { matrixHref } from '#lib/report/matrixHref.ts'
import { ButtonLink } from '../control/ButtonLink.tsx'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Verdict } from '../panel/Verdict.tsx'
import { Name } from '../text/Name.tsx'
import './clusters.css'

/** Which cluster, how its paths are, and what it is made of. */
export function ClusterHead({ params }: { params: Params }) {
  return (
    <Panel answer={useView('cluster', params)} what="verdict" height={150}>
      {({ name, headline, reasons }) => (
        <Verdict
          above={
            <nav className="cluster-crumb" aria-label="Where this cluster is">
              <KeptLink href="/clusters">Clusters</KeptLink> /{' '}
              <span aria-current="page">
                <Name name={name} mono />
              </span>
            </nav>
          }
          headline={headline}
          actions={
            <ButtonLink href={matrixHref({ group: 'none', rows: `cluster:${encodeURIComponent(name)}` })}>
              Its matrix
            </ButtonLink>
          }
        >
          {reasons.map(reason => (
            <Fragment key={reason}>
              <Name name={reason} />{' '}
            </Fragment>
          ))}
        </Verdict>
      )}
    </Panel>
  )
}
