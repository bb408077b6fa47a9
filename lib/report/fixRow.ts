import type { PatchLine } from '#lib/tailnet/finding.ts'
import type { Difference, Fix, FixAim, FixState, ProofGroup, Sample } from '#lib/tailnet/fix.ts'
import type { TargetPlace } from '#lib/tailnet/standing.ts'
import { causeTitle } from './causeTitle.ts'
import { counted } from './counted.ts'
import { targetHref } from './eventsView.ts'

/** Sessions of one side; `share` is null where there were none. */
export interface SampleRow {
  share: number | null
  sessions: number
  good: number
  links: number
  from: number
  to: number
}

/** A fix with what its sessions say. */
export interface FixRow {
  id: string
  what: string
  /** Whom it concerns, and the page of it where it is one target's. */
  where: { name: string; href: string | null }
  appliedAt: number
  noticed: Fix['noticed']
  by: string | null
  note: string | null
  causes: { code: string; title: string }[]
  /** What the good sessions are: "Sessions that settled on direct". */
  measure: string
  state: FixState
  /** "Not proven yet (7 of 20)" */
  stateWords: string
  why: string
  provenAt: number | null
  before: SampleRow | null
  after: SampleRow | null
  recent: SampleRow | null
  difference: Difference | null
  control: { before: SampleRow; after: SampleRow; difference: Difference } | null
  groups: ProofGroup[]
  history: { at: number; state: FixState; words: string }[]
  diff: PatchLine[]
}

const fixStateWords: Record<FixState, string> = {
  not_proven: 'Not proven yet',
  proven: 'Proven',
  no_effect: 'No effect',
  came_back: 'Came back',
}

const measures: Record<FixAim, string> = {
  direct: 'Sessions that settled on direct',
  off_derp: 'Sessions that settled off DERP',
}

const sampleRow = ({ sessions, good, links, from, to }: Sample): SampleRow => ({
  share: sessions === 0 ? null : good / sessions,
  sessions,
  good,
  links,
  from: from.getTime(),
  to: to.getTime(),
})

export function fixRow(seen: {
  fix: Fix
  clusterName: string
  place: TargetPlace | null
  targets: number
}): FixRow {
  const { fix } = seen
  const { proof } = fix
  return {
    id: fix.id,
    what: fix.what.charAt(0).toUpperCase() + fix.what.slice(1),
    where: whereOf(seen),
    appliedAt: fix.appliedAt.getTime(),
    noticed: fix.noticed,
    by: fix.by,
    note: fix.note,
    causes: fix.causes.map(code => ({ code, title: causeTitle(code) })),
    measure: measures[fix.aim],
    state: fix.state,
    stateWords: stateWords(fix),
    why: proof?.why ?? 'The sessions since then have not been looked at yet.',
    provenAt: fix.provenAt?.getTime() ?? null,
    before: proof && sampleRow(proof.before),
    after: proof && sampleRow(proof.after),
    recent: proof?.recent ? sampleRow(proof.recent) : null,
    difference: proof?.difference ?? null,
    control: proof?.control
      ? {
          before: sampleRow(proof.control.before),
          after: sampleRow(proof.control.after),
          difference: proof.control.difference,
        }
      : null,
    groups: proof?.groups ?? [],
    history: fix.history.map(({ at, state }) => ({ at: at.getTime(), state, words: fixStateWords[state] })),
    diff: fix.diff,
  }
}

/** While it is not proven, how far the count has come. */
function stateWords({ state, proof }: Fix): string {
  if (state !== 'not_proven') return fixStateWords[state]
  const fresh = proof?.fresh.sessions ?? 0
  const wanted = proof?.needed.sessions ?? 20
  return `${fixStateWords[state]} (${Math.min(fresh, wanted)} of ${wanted})`
}

function whereOf({
  fix: { scope },
  clusterName,
  place,
  targets,
}: Parameters<typeof fixRow>[0]): FixRow['where'] {
  if (place) {
    return {
      name: `${place.cluster.name} / ${place.namespace} / ${place.name}`,
      href: targetHref(place.cluster.name, place.namespace, place.name),
    }
  }
  const part = scope.node ?? scope.namespace
  const name = part === null ? clusterName : `${clusterName} / ${part}`
  return { name: `${name}, ${counted(targets, 'workload')}`, href: null }
}
