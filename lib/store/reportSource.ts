import type { SourceFailure } from '#lib/tailnet/failure.ts'
import type { ClusterId } from '#lib/tailnet/ids.ts'
import type { SourceState } from '#lib/tailnet/standing.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type Database, transaction } from './database.ts'

/** A look at a source of facts. */
export interface SourceReport {
  /** As in table source_health: "tailscale:devices", "cluster:<id>:exec". */
  id: string
  clusterId: ClusterId | null
  title: string
  state: SourceState
  at: Date
  failure?: SourceFailure
}

/**
 * Keeps how a source does, and its holes: one begins with the last good look before a failure and ends with the next.
 * A source that was never allowed leaves no hole: there was nothing to miss. Reports older than the last are left out.
 */
export function reportSource(db: Database, report: SourceReport): Promise<void> {
  const { id, clusterId, title, state, at, failure } = report
  return transaction(db, async tx => {
    await tx.$executeRaw(Prisma.sql`
      insert into source_health (id, cluster_id, title, state, since) values (${id}, ${clusterId}, ${title}, ${state}, ${at})
      on conflict do nothing`)
    await tx.$executeRaw(Prisma.sql`select 1 from source_health where id = ${id} for update`)
    const before = await tx.sourceHealth.findUniqueOrThrow({ where: { id } })
    if (before.lastTryAt && before.lastTryAt > at) return
    const isOk = state === 'ok'
    await tx.sourceHealth.update({
      where: { id },
      data: {
        clusterId,
        title,
        state,
        since: before.state === state ? before.since : at,
        lastTryAt: at,
        code: failure?.code ?? null,
        detail: failure?.detail ?? null,
        ...(isOk ? { lastOkAt: at } : {}),
      },
    })
    const fails = state === 'failing' || (state === 'denied' && before.lastOkAt !== null)
    const open = await tx.gap.findFirst({ where: { subject: id, endedAt: null } })
    if (open && !fails) await tx.gap.update({ where: { id: open.id }, data: { endedAt: at } })
    if (open || !fails) return
    const code = failure?.code ?? 'unknown'
    const reason = failure?.detail || code
    await tx.gap.create({ data: { subject: id, startedAt: before.lastOkAt ?? at, code, reason } })
  })
}
