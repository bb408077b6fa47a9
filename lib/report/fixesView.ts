import { nextFixes } from '#lib/diagnose/nextFixes.ts'
import type { Certainty } from '#lib/tailnet/finding.ts'
import type { FixState } from '#lib/tailnet/fix.ts'
import type { DeviceId, TargetId } from '#lib/tailnet/ids.ts'
import type { RemedyOption } from '#lib/tailnet/remedyOption.ts'
import { effortWords } from './effortWords.ts'
import { targetHref } from './eventsView.ts'
import { type FixRow, fixRow } from './fixRow.ts'
import { writeTryWords } from './tryWord.ts'
import { weekScale } from './weekScale.ts'

/** A change that would do the most for the least. */
export interface NextFixRow {
  key: string
  title: string
  id: string
  /** How much it touches. */
  touches: string
  certainty: Certainty
  targets: { name: string; href: string }[]
  direct: number
  peerRelay: number
  /** Links of the same targets that stay on DERP, by why. */
  stays: { links: number; why: string }[]
  /** A week that would leave DERP; an estimate where less than a week was counted. */
  bytesWeek: number
  /** As the address of what-if names it (tryWord.ts). */
  tryWords: string
}

export interface FixesView {
  asOf: number
  next: NextFixRow[]
  /** Since when bytes were counted, at most a week ago; null where none were. */
  countedSince: number | null
  rows: FixRow[]
  counts: Record<FixState, number>
}

interface FixesInput {
  options: readonly RemedyOption[]
  week: { bytes: (target: TargetId, peer: DeviceId) => number; since: Date | null }
  fixes: readonly Parameters<typeof fixRow>[0][]
  now: Date
}

export function fixesView({ options, week, fixes, now }: FixesInput): FixesView {
  const rows = fixes.map(fixRow)
  const count = (state: FixState) => rows.filter(row => row.state === state).length
  const scale = weekScale(week.since, now)
  return {
    asOf: now.getTime(),
    next: nextFixes(options, week.bytes).map(fix => {
      const [first] = fix.options
      const stays = Map.groupBy(fix.stays, ({ turn }) => turn.why)
      return {
        key: `${first?.id} ${first?.place.id} ${first?.objects.join(' ')}`,
        title: first?.title ?? '',
        id: first?.id ?? '',
        touches: effortWords[first?.effort ?? 'elsewhere'],
        certainty: first?.certainty ?? 'possible',
        targets: fix.options.map(({ place }) => ({
          name: place.name,
          href: targetHref(place.cluster.name, place.namespace, place.name),
        })),
        direct: fix.direct,
        peerRelay: fix.peerRelay,
        stays: [...stays]
          .map(([why, links]) => ({ why, links: links.length }))
          .sort((a, b) => b.links - a.links),
        bytesWeek: fix.bytes * scale,
        tryWords: writeTryWords(fix.options, options),
      }
    }),
    countedSince: week.since?.getTime() ?? null,
    rows,
    counts: {
      proven: count('proven'),
      came_back: count('came_back'),
      not_proven: count('not_proven'),
      no_effect: count('no_effect'),
    },
  }
}
