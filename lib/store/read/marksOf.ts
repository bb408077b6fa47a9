import type { Database } from '../database.ts'

/** How many fixes of a target were marked by hand as applied after a moment. */
export function marksOf(db: Database, { target, since }: { target: string; since: Date }): Promise<number> {
  return db.fix.count({ where: { targetId: target, noticed: 'by hand', appliedAt: { gt: since } } })
}
