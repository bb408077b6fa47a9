'use client'

import { duration } from '#lib/report/duration.ts'
import type { ClusterSources } from '#lib/report/sourcesView.ts'
import { Mark } from '../panel/Mark.tsx'
import { Name } from '../text/Name.tsx'
import { RoundsBars } from './RoundsBars.tsx'

/** A status look each minute: three of them missing is late. */
const lateMs = 240_000

export function ClusterCell({ cluster, now }: { cluster: ClusterSources; now: number }) {
  const { name, judged, targets, unjudged, lastStatusAt, state, bars } = cluster
  const age = lastStatusAt === null ? null : now - lastStatusAt
  const isLate = age !== null && age > lateMs
  const [first] = unjudged
  return (
    <div>
      <h3>
        {(state !== 'ok' || isLate || unjudged.length > 0) && <Mark level="warning" />}
        <Name name={name} cut />
      </h3>
      <RoundsBars bars={bars} name={name} />
      <p>
        {judged} of {targets} {targets === 1 ? 'pod' : 'pods'}
      </p>
      {first && (
        <p>
          {first.names.length === 1 ? `${first.names[0]}: ` : `${first.names.length} pods: `}
          {first.why}
        </p>
      )}
      <p>{age === null ? 'no round yet' : `${duration(age / 1000)} ago${isLate ? ', late' : ''}`}</p>
    </div>
  )
}
