import { datedFindings } from '#lib/diagnose/datedFindings.ts'
import type { Certainty, Finding } from '#lib/tailnet/finding.ts'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { CauseEnding, CauseTarget, TargetPlace } from '#lib/tailnet/standing.ts'
import { bytes } from './bytes.ts'
import { type CauseMeaning, causeMeaning } from './causeMeaning.ts'
import { counted } from './counted.ts'
import { targetHref } from './eventsView.ts'
import { workloadText } from './podRow.ts'

export interface CausePlace {
  name: string
  href: string
  where: string
  workload: string
}

export interface CauseTargetRow extends CausePlace {
  certainty: Certainty
  since: number
  links: number
  derpLinks: number
  /** Null where none of its links was counted. */
  derpBytes: number | null
  firstStep: string | null
  gain: number | null
  /** What the cause rests on here, from the surest of its findings. */
  evidence: Finding['evidence']
  missing: Finding['missing']
}

export interface CauseEndingRow extends CausePlace {
  heldFrom: number
  heldTo: number
  isReclassified: boolean
}

/** One cause: what it is, whom it concerns, and where it ceased to hold. */
export interface CauseView extends CauseMeaning {
  asOf: number
  from: number
  to: number
  headline: string
  rows: CauseTargetRow[]
  ended: CauseEndingRow[]
}

interface CauseInput {
  code: string
  targets: CauseTarget[]
  endings: CauseEnding[]
  window: TimeWindow
  now: Date
}

const order: Certainty[] = ['certain', 'likely', 'possible']

/** Null for a code that neither the catalogue nor the store knows. */
export function causeView({ code, targets, endings, window, now }: CauseInput): CauseView | null {
  const meaning = causeMeaning(code)
  const first = targets[0]?.findings[0]
  if (!meaning && !first && endings.length === 0) return null
  const rows = targets.map(rowOf)
  return {
    asOf: now.getTime(),
    from: window.from.getTime(),
    to: window.to.getTime(),
    ...(meaning ?? forgotten(code, first?.disproof ?? '')),
    headline: headline(rows),
    rows,
    ended: endings.map(ending => ({
      ...placeOf(ending.place),
      heldFrom: ending.openedAt.getTime(),
      heldTo: ending.closedAt.getTime(),
      isReclassified: ending.byRule,
    })),
  }
}

const forgotten = (code: string, disproof: string): CauseMeaning => ({
  code,
  title: code,
  means: 'This version of the rules no longer knows the code.',
  lies: '',
  clearsPath: false,
  needs: [],
  sure: [],
  disproof,
  surer: [],
  silencedBy: [],
  remedies: [],
  links: [],
})

function headline(rows: CauseTargetRow[]): string {
  if (rows.length === 0) return 'holds nowhere now.'
  const derpLinks = rows.reduce((sum, row) => sum + row.derpLinks, 0)
  const derpBytes = rows.reduce((sum, row) => sum + (row.derpBytes ?? 0), 0)
  const cost = derpBytes > 0 ? `, ${bytes(derpBytes)} over DERP in this range` : ''
  return `${counted(rows.length, 'workload')}, ${counted(derpLinks, 'link')} on DERP now${cost}.`
}

function rowOf(target: CauseTarget): CauseTargetRow {
  const findings = datedFindings(target).sort(
    (a, b) => order.indexOf(a.certainty) - order.indexOf(b.certainty),
  )
  const surest = findings[0]
  return {
    ...placeOf(target.place),
    certainty: surest?.certainty ?? 'possible',
    since: target.openedAt.getTime(),
    links: target.links,
    derpLinks: target.derpLinks,
    derpBytes: target.derpBytes,
    firstStep: target.firstRemedy,
    gain: target.gain,
    evidence: surest?.evidence ?? [],
    missing: surest?.missing ?? [],
  }
}

const placeOf = (place: TargetPlace): CausePlace => ({
  name: place.name,
  href: targetHref(place.cluster.name, place.namespace, place.name),
  where: `${place.cluster.name} / ${place.namespace}`,
  workload: workloadText(place),
})
