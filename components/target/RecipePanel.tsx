'use client'

import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { Inline } from '../text/Inline.tsx'
import { Check } from './Check.tsx'

/** The steps that make a pod reachable for everyone; each done, not done, or not known. */
export function RecipePanel({ params }: { params: Params }) {
  const target = useView('target', params)
  if (target.view && target.view.recipe.length === 0) return null
  const done = target.view?.recipe.filter(step => step.state === 'yes').length ?? 0
  return (
    <Section
      title="Recipe for direct links"
      meta={
        target.view &&
        `${done} of ${target.view.recipe.length} steps are there; all of them let every peer in`
      }
      className="later"
    >
      <Panel answer={target} what="recipe" height={150}>
        {({ recipe }) => (
          <ol className="recipe">
            {recipe.map(step => (
              <Check key={step.id} tri={step.state}>
                <b>{step.title}</b>
                <span className="sub dim">
                  <Inline text={step.why} />
                </span>
              </Check>
            ))}
          </ol>
        )}
      </Panel>
    </Section>
  )
}
