import { heartbeat } from '#lib/store/heartbeat.ts'
import { maintain } from '#lib/store/maintain.ts'
import { noteStandstill } from '#lib/store/noteStandstill.ts'
import type { Context } from './context.ts'
import type { Job } from './job.ts'

/** How often a run says that it lives: the precision of the gap that a kill -9 leaves. */
export const heartbeatSeconds = 5

export function heartbeatJob(context: Context, run: { id: string }): Job {
  return {
    name: 'heartbeat',
    intervalSeconds: heartbeatSeconds,
    run: () =>
      context.persist('heartbeat', () => heartbeat(context.db, { id: run.id, at: context.clock.now() })),
    overslept: (from, to) =>
      context.persist('standstill', () => noteStandstill(context.db, { id: run.id, from, to })),
  }
}

/** Partitions ahead, rollups and retention. */
export function maintenanceJob(context: Context): Job {
  return {
    name: 'maintenance',
    intervalSeconds: context.settings.maintainSeconds,
    run: () =>
      context.persist('maintenance', async () => {
        await maintain(context.db, { at: context.clock.now() })
      }),
  }
}
