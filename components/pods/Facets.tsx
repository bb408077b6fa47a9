'use client'

import { facetNames } from '#lib/report/podFilter.ts'
import type { PodRow } from '#lib/report/podRow.ts'
import { Facet } from './Facet.tsx'
import { KeptFields } from './KeptFields.tsx'
import type { PodChoice } from './usePodState.ts'
import './pods.css'

/** A box for each pod would be the table again. */
const boxed = facetNames.filter(facet => facet !== 'pod')

/** All facets. A form, so that it filters without scripts too: then its button sends it. */
export function Facets({ rows, choice }: { rows: PodRow[]; choice: PodChoice }) {
  return (
    <form method="get" action="/pods" onSubmit={event => event.preventDefault()}>
      <KeptFields choice={choice} words />
      {boxed.map(facet => (
        <Facet key={facet} facet={facet} rows={rows} filter={choice.filter} toggle={choice.toggle} />
      ))}
      <noscript>
        <button type="submit" className="btn">
          Filter
        </button>
      </noscript>
    </form>
  )
}
