'use client'

import { Fragment } from 'react'
import { facetNames, isFiltered } from '#lib/report/podFilter.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { PathGlyph } from '../path/PathGlyph.tsx'
import { Name } from '../text/Name.tsx'
import { facetVerbs, facetWord, isPathKind } from './facetWords.ts'
import { podsHref } from './podParams.ts'
import type { PodChoice } from './usePodState.ts'
import './pods.css'

/** Every filter in words, each with a link to the page without it. */
export function Chips({ choice: { state, filter } }: { choice: PodChoice }) {
  if (!isFiltered(filter)) return null
  const without = Object.fromEntries(facetNames.map(name => [name, []]))
  return (
    <>
      {filter.q !== '' && (
        <span className="chip">
          <i>name has</i> <Name name={filter.q} />
          <KeptLink href={podsHref({ ...state, q: '' })} aria-label="Remove the filter by name" replace>
            ×
          </KeptLink>
        </span>
      )}
      {facetNames
        .filter(facet => filter[facet].length > 0)
        .map(facet => (
          <span className="chip" key={facet}>
            <i>{facetVerbs[facet]}</i>
            {filter[facet].map((value, index) => (
              <Fragment key={value}>
                {index > 0 && <i>or</i>}
                {isPathKind(facet, value) && <PathGlyph kind={value} />}
                <Name name={facetWord(facet, value)} />
              </Fragment>
            ))}
            <KeptLink
              href={podsHref({ ...state, [facet]: [] })}
              aria-label={`Remove the filter by ${facet}`}
              replace
            >
              ×
            </KeptLink>
          </span>
        ))}
      <KeptLink className="t12" href={podsHref({ ...state, ...without, q: '' })} replace>
        Clear
      </KeptLink>
    </>
  )
}
