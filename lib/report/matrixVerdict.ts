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
  const headline =
    all === rows.length
      ? `All ${counted(rows.length, noun)} reach every peer directly.`
      : `${all === 0 ? 'No' : all} of ${counted(rows.length, noun)} ${all === 1 ? 'reaches' : 'reach'} every peer directly; ${none === 0 ? 'none' : none} ${none === 1 ? 'reaches' : 'reach'} none.`
  return {
    headline: headline.replace(/^No of/, 'None of').replace('none reach none', 'each reaches one at least'),
    reasons,
  }
}
