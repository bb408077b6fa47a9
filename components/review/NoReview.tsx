import type { IsoWeek } from '#lib/report/isoWeek.ts'
import { ButtonLink } from '../control/ButtonLink.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Verdict } from '../panel/Verdict.tsx'

interface Props {
  kind: 'missing' | 'future' | 'no_scope'
  week: IsoWeek
  current: IsoWeek
}

const words = {
  missing: {
    headline: 'was not reviewed.',
    title: 'No review was kept',
    why: 'Nothing was measured in that week, or it ended only minutes ago: the collector keeps a review once its last rounds are stored.',
  },
  future: {
    headline: 'has not begun.',
    title: 'That week is still to come',
    why: 'Nothing can be told of it yet.',
  },
  no_scope: {
    headline: 'has no such review.',
    title: 'Nothing of that name',
    why: 'There was no pod of that cluster, namespace or team in that week.',
  },
} as const

/** Instead of a review that there is not: why. */
export function NoReview({ kind, week, current }: Props) {
  const { headline, title, why } = words[kind]
  return (
    <>
      <Verdict headline={`Week ${week} ${headline}`} />
      <Section title="Why there is none">
        <State
          kind={kind === 'missing' ? 'waiting' : 'info'}
          title={title}
          actions={
            <>
              {kind === 'no_scope' && <ButtonLink href={`/review/${week}`}>All clusters</ButtonLink>}
              <ButtonLink href={`/review/${current}`}>This week</ButtonLink>
            </>
          }
        >
          {why}
        </State>
      </Section>
    </>
  )
}
