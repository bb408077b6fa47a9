'use client'

import type { FacetCount, FacetName } from '#lib/report/podFilter.ts'
import { PathGlyph } from '../path/PathGlyph.tsx'
import { Name } from '../text/Name.tsx'
import { facetTitles, facetWord, isPathKind } from './facetWords.ts'
import './pods.css'

interface Props {
  facet: FacetName
  counts: FacetCount[]
  chosen: readonly string[]
  toggle: (facet: FacetName, value: string) => void
}

/** More values than this fold away. */
const shown = 6

/** A facet with a box for each value and how many pods each would leave. One value for all filters nothing. */
export function Facet({ facet, counts, chosen, toggle }: Props) {
  if (counts.length < 2 && chosen.length === 0) return null
  const box = ({ value, count }: FacetCount) => {
    const isOn = chosen.includes(value)
    return (
      <label key={value} className={isOn ? 'on' : undefined}>
        <input
          type="checkbox"
          name={facet}
          value={value}
          checked={isOn}
          onChange={() => toggle(facet, value)}
        />
        {isPathKind(facet, value) && <PathGlyph kind={value} />}
        <span className="ell">
          <Name name={facetWord(facet, value)} cut />
        </span>
        <span className="n">{count}</span>
      </label>
    )
  }
  // A chosen value never folds away.
  const first = counts.filter(({ value }, index) => index < shown || chosen.includes(value))
  const rest = counts.filter(count => !first.includes(count))
  return (
    <fieldset className="facet">
      <legend>{facetTitles[facet]}</legend>
      {first.map(box)}
      {rest.length > 0 && (
        <details>
          <summary>{rest.length} more</summary>
          {rest.map(box)}
        </details>
      )}
    </fieldset>
  )
}
