import type { ReviewCost } from '#lib/report/reviewCost.ts'
import './review.css'

export function CostList({ costs }: { costs: ReviewCost[] }) {
  return (
    <dl className="cost">
      {costs.map(({ value, unit, words }) => (
        <div key={words}>
          <dt>{words}</dt>
          <dd>
            {value}
            {unit && <span> {unit}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
