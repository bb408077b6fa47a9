import { causesVerdict } from './causesVerdict.ts'
import type { CausesView } from './causesView.ts'
import { freezeCauseRows } from './freezeCauseRows.ts'
import type { Frozen } from './frozen.ts'
import { type FreezeInput, frozenHead } from './frozenHead.ts'

/** Of the page of all causes: the verdict and the table. */
export function freezeCauses(view: CausesView, input: FreezeInput): Frozen {
  const { headline, reason } = causesVerdict(view)
  return {
    ...frozenHead(input),
    page: 'causes',
    subject: 'all clusters',
    headline,
    reasons: [reason],
    counts: [],
    blocks: [freezeCauseRows(view, 'Causes', input)],
  }
}
