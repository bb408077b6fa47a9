import { type ClusterWatch, runningPods } from './clusterWatch.ts'
import type { Context } from './context.ts'
import type { Wish } from './execBudget.ts'
import { metricsWays, wantsPrint } from './lookMetrics.ts'
import { isPushed, type PodMemory } from './podMemory.ts'
import { rightsFor } from './rightsFor.ts'
import { statusWish } from './statusWish.ts'
import { whyUnjudged } from './whyUnjudged.ts'

/** What an exec is for. */
export interface Errand {
  memory: PodMemory
  what: 'status' | 'metrics'
}

/** Every exec that pays in this slot. A pod that tells of itself needs none. */
export function execWishes(
  context: Pick<Context, 'settings'>,
  watch: ClusterWatch,
  slot: Date,
): Wish<Errand>[] {
  const { sweepSeconds } = context.settings
  return runningPods(watch)
    .filter(memory => whyUnjudged(memory.facts, rightsFor(context, watch, memory)) === null)
    .flatMap((memory): Wish<Errand>[] => {
      const { look, printed } = memory
      const reason = isPushed(memory, 'status', slot) ? null : statusWish(look, slot, sweepSeconds)
      const ways = metricsWays(context, watch, memory)
      const isDue = !isPushed(memory, 'metrics', slot) && wantsPrint(memory, ways, slot, sweepSeconds)
      const status: Wish<Errand>[] = reason
        ? [{ pod: { memory, what: 'status' }, reason, lookedAt: look.lookedAt }]
        : []
      const metrics: Wish<Errand>[] = isDue
        ? [{ pod: { memory, what: 'metrics' }, reason: 'interval', lookedAt: printed?.at ?? null }]
        : []
      return [...status, ...metrics]
    })
}
