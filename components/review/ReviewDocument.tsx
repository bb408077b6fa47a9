import { weekShifted } from '#lib/report/isoWeek.ts'
import type { ReviewView } from '#lib/report/reviewView.ts'
import { CopyButton } from '../control/CopyButton.tsx'
import { KeptLink } from '../live/KeptLink.tsx'
import { Section } from '../panel/Section.tsx'
import { Name } from '../text/Name.tsx'
import { CostList } from './CostList.tsx'
import { CoverageText } from './CoverageText.tsx'
import { FindingsTable } from './FindingsTable.tsx'
import { FixesTable } from './FixesTable.tsx'
import { FlapsTable } from './FlapsTable.tsx'
import { MovesTable } from './MovesTable.tsx'
import { NoteForm } from './NoteForm.tsx'
import { Notes } from './Notes.tsx'
import { PrintButton } from './PrintButton.tsx'
import { ReviewLink } from './ReviewLink.tsx'
import { ShareBars } from './ShareBars.tsx'
import '../overview/overview.css'
import './review.css'

interface Props {
  view: ReviewView
  notes: { id: string; at: string; by: string; text: string }[]
  markdown: string
}

/** One page for the meeting: on screen, on paper, and as Markdown. */
export function ReviewDocument({ view, notes, markdown }: Props) {
  const { moves, week, scope } = view
  const lastWeek = `/review/${weekShifted(week, -1)}${scope.key === 'all' ? '' : `?scope=${encodeURIComponent(scope.key)}`}`
  return (
    <article className="doc">
      <div className="verdict">
        <div>
          <div className="dochead">
            <p className="dim">
              Weekly review {view.week}, {view.days}, {view.zone}. <Name name={view.scope.name} />.
              {view.isPreview && <b> Preview: the week is not over.</b>}
            </p>
            <span className="grow" />
            <div className="acts no-print">
              <PrintButton />
              <CopyButton text={markdown} what="Markdown" keys="m" />
              <ReviewLink week={view.week} scope={view.scope.key} />
            </div>
          </div>
          <h1>{view.headline}</h1>
          <p>
            {view.lead.map(({ text, strong }, index) =>
              strong ? <b key={index}>{text}</b> : <span key={index}>{text}</span>,
            )}
          </p>
        </div>
      </div>
      <div className="cols first c3 keep3">
        {view.shares.map(share => (
          <ShareBars
            key={share.name}
            share={share}
            against={
              share.trend.at(-2)?.percents ? (
                <KeptLink href={lastWeek}>{share.against}</KeptLink>
              ) : (
                share.against
              )
            }
          />
        ))}
      </div>
      <div className="cols c2 keep2">
        <Section title="Got worse" meta={moves.moreWorse > 0 ? `and ${moves.moreWorse} more` : undefined}>
          <MovesTable rows={moves.worse} nothing="No settled link got worse." />
        </Section>
        <Section title="Got better" meta={moves.moreBetter > 0 ? `and ${moves.moreBetter} more` : undefined}>
          <MovesTable rows={moves.better} nothing="No settled link got better, and no fix was applied." />
        </Section>
      </div>
      <div className="cols">
        <Section title="Next three fixes" meta="by bytes off DERP, then the least change">
          <FixesTable fixes={view.next} />
        </Section>
      </div>
      <div className="cols c2 keep2">
        <Section title="Findings">
          <FindingsTable rows={view.findings} />
        </Section>
        <Section title="Flappiest links">
          <FlapsTable flaps={view.flaps} />
        </Section>
      </div>
      <div className="cols c2 keep2">
        <Section title="What DERP cost">
          <CostList costs={view.cost} />
        </Section>
        <Section title="What could not be seen" meta={view.coverage.meta || undefined}>
          <CoverageText coverage={view.coverage} />
        </Section>
      </div>
      <div className="cols notes">
        <Section title="Notes" className={notes.length === 0 ? 'no-print' : ''}>
          <Notes notes={notes} />
          <NoteForm week={view.week} scope={view.scope.key} />
        </Section>
      </div>
      <p className="t12 faint docfoot">{view.foot}</p>
    </article>
  )
}
