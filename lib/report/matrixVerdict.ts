import { counted } from './counted.ts'
import type { MatrixGrouping } from './matrixGroups.ts'
import type { MatrixView } from './matrixView.ts'
import { sumOf } from './shareOf.ts'

const nouns: Record<MatrixGrouping, string> = {
  none: 'pod',
  workload: 'workload',
  node: 'node',
  namespace: 'namespace',
  cluster: 'cluster',
}

/** The word for a row of the picture. */
export const rowNoun = (by: MatrixGrouping): string => nouns[by]

/** The picture in a sentence, and what most of its DERP links share. */
export function matrixVerdict(view: MatrixView): { headline: string; reasons: string[] } {
  const active = sumOf(view.parts)
  const noun = rowNoun(view.by)
  const rows = view.rows.filter(row => sumOf(row.parts) > 0)
  const all = rows.filter(row => row.parts.direct === sumOf(row.parts)).length
  const none = rows.filter(row => row.parts.direct === 0).length
  const reasons: string[] = []
  const onDerp = view.parts.derp
  const [first] = view.causes
  if (first && onDerp > 0) {
    reasons.push(
      first.code === null
        ? `${first.links} of ${counted(onDerp, 'DERP link')} have no cause told.`
        : `${first.links} of ${counted(onDerp, 'DERP link')} ${first.links === 1 ? 'has' : 'share'} one first cause: ${first.title}.`,
    )
  }
  if (view.oneWay > 0)
    reasons.push(
      `${counted(view.oneWay, 'view')} of a link ${view.oneWay === 1 ? 'differs' : 'differ'} from the other end’s.`,
    )
  if (active === 0) return { headline: 'No link carries traffic at this moment.', reasons }
  return { headline: headlineOf(noun, rows.length, all, none), reasons }
}

const reach = (count: number) => (count === 1 ? 'reaches' : 'reach')

function headlineOf(noun: string, rows: number, all: number, none: number): string {
  const whole = counted(rows, noun)
  if (all === rows)
    return `${rows === 1 ? `The only ${noun}` : `All ${whole}`} ${reach(rows)} every peer directly.`
  const first =
    all === 0
      ? `No ${noun} reaches every peer directly`
      : `${all} of ${whole} ${reach(all)} every peer directly`
  const second =
    none === 0 ? `each reaches one at least` : `${none === rows ? 'all' : none} ${reach(none)} none`
  return `${first}; ${second}.`
}
