import { causeByCode } from '#lib/diagnose/causes/catalogue.ts'
import { aimOf } from '#lib/diagnose/noticed/aimOf.ts'
import type { NewFix } from '#lib/tailnet/fix.ts'
import type { ClusterId, TargetId } from '#lib/tailnet/ids.ts'

/** What a person says of a change that they made. */
export interface Mark {
  cluster: ClusterId
  target: TargetId
  what: string
  remedy: string | null
  at: Date
  by: string | null
  note: string | null
}

/** A fix that was marked by hand. `held` are the causes that held for its target when it was applied. */
export function markedFix(mark: Mark, held: readonly string[]): NewFix {
  const { cluster, target, what, remedy, at, by, note } = mark
  return {
    scope: { cluster, namespace: null, target, node: null },
    what,
    diff: [],
    remedy,
    causes: held.filter(code => remedy !== null && causeByCode(code)?.remedies.includes(remedy)),
    aim: aimOf(remedy),
    appliedAt: at,
    noticed: 'by hand',
    by,
    note,
  }
}
