import { type IsoWeek, weekNumber, weekShifted } from '#lib/report/isoWeek.ts'
import type { ReviewView } from '#lib/report/reviewView.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { ExportMenu } from '../table/ExportMenu.tsx'
import { Name } from '../text/Name.tsx'
import { ScopeChooser } from './ScopeChooser.tsx'
import '../control/control.css'
import './review.css'

interface Props {
  view: ReviewView
  choices: { key: string; name: string }[]
  current: IsoWeek
}

/** Whose tailnet, which part of it, which week and in which zone. It stands in the place of the hours of other pages. */
export function ReviewBar({ view, choices, current }: Props) {
  const { week, scope } = view
  const search = scope.key === 'all' ? '' : `?scope=${encodeURIComponent(scope.key)}`
  return (
    <section className="timebar reviewbar" aria-label="Week and scope">
      <div className="scope">
        <b>
          <Name name={view.tailnet} cut />
        </b>
        <ScopeChooser choices={choices} chosen={scope} week={week} />
      </div>
      <span className="grow hide-s" />
      <nav className="seg" aria-label="Week">
        <KeptLink href={`/review/${weekShifted(week, -1)}${search}`} aria-label="The week before">
          ‹
        </KeptLink>
        <KeptLink href={`/review/${week}${search}`} aria-current="page">
          Week {weekNumber(week)}
          <span className="dim hide-s">{view.days}</span>
        </KeptLink>
        {week < current ? (
          <KeptLink href={`/review/${weekShifted(week, 1)}${search}`} aria-label="The week after">
            ›
          </KeptLink>
        ) : (
          <span aria-disabled="true" title="The next week has not begun">
            ›
          </span>
        )}
      </nav>
      <ExportMenu table="moves" search={{ week, scope: scope.key }} />
      <span className="zone">{view.zone}</span>
      {view.isPreview ? (
        <span className="pill">Preview</span>
      ) : (
        <span className="pill" title="Computed when the week had ended; it does not change any more">
          Frozen
        </span>
      )}
    </section>
  )
}
