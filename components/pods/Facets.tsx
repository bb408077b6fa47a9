'use client'

import { boxedFacets, type PodsPage } from '#lib/report/podsPage.ts'
import { Facet } from './Facet.tsx'
import { KeptFields } from './KeptFields.tsx'
import type { PodChoice } from './usePodState.ts'
import './pods.css'

/** All facets. A form, so that it filters without scripts too: then its button sends it. */
export function Facets({ facets, choice }: { facets: PodsPage['facets']; choice: PodChoice }) {
  return (
    <form method="get" action="/pods" onSubmit={event => event.preventDefault()}>
      <KeptFields choice={choice} words />
      {boxedFacets.map(facet => (
        <Facet
          key={facet}
          facet={facet}
          counts={facets[facet]}
          chosen={choice.filter[facet]}
          toggle={choice.toggle}
        />
      ))}
      <noscript>
        <button type="submit" className="btn">
          Filter
        </button>
      </noscript>
    </form>
  )
}
