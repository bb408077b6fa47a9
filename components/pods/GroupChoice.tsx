'use client'

import { type Grouping, groupings } from '#lib/report/groupPods.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { podsHref } from './podParams.ts'
import type { PodChoice } from './usePodState.ts'
import '../control/control.css'

const words: Record<Grouping, string> = {
  cluster: 'Cluster',
  namespace: 'Namespace',
  cause: 'Cause',
  nat: 'NAT',
  home: 'Home',
  none: 'None',
}

/** By what the rows are grouped. Links, so that it works without scripts. */
export function GroupChoice({ choice: { state } }: { choice: PodChoice }) {
  return (
    <nav className="group-by" aria-label="Group by">
      <span className="t12 faint hide-m">Group by</span>
      <span className="seg">
        {groupings.map(group => (
          <KeptLink
            key={group}
            href={podsHref({ ...state, group })}
            aria-current={group === state.group}
            scroll={false}
            replace
          >
            {words[group]}
          </KeptLink>
        ))}
      </span>
    </nav>
  )
}
