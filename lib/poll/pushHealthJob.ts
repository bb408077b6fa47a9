import { failure } from '#lib/collect/failed.ts'
import { endSilentPods } from '#lib/store/push/endSilentPods.ts'
import { forgetSenders } from '#lib/store/push/forgetSenders.ts'
import { type PushStanding, pushStandings } from '#lib/store/push/pushStandings.ts'
import type { RoundWrite } from '#lib/store/roundWrite.ts'
import { clusterId, podUid } from '#lib/tailnet/ids.ts'
import type { ClusterWatch } from './clusterWatch.ts'
import type { Context } from './context.ts'
import type { SourceLook } from './health.ts'
import type { Job } from './job.ts'
import { pushPatience } from './podMemory.ts'
import type { PushedPods } from './pushedPods.ts'
import { rightsFor } from './rightsFor.ts'
import { whyUnjudged } from './whyUnjudged.ts'

const healthSeconds = 10
/** A clock nearer than this to the database's is right: the message took its time on the way. */
const skewSeconds = 30
/** Named in a line of /settings. */
const mostNamed = 3

/** Tells how senders do, gives up what silent ones had told, and forgets those that are gone. */
export function pushHealthJob(
  context: Context,
  clusters: () => readonly ClusterWatch[],
  pods: PushedPods,
): Job {
  const { db, persist, queue, health, clock, settings } = context
  let tidiedAt = 0
  let firstAt: number | null = null

  /** Somebody else looks into the pod. */
  const isWatched = ({ clusterId: id, podUid: uid }: PushStanding): boolean => {
    const watch = clusters().find(each => each.id === id)
    const memory = watch?.memories.get(podUid(uid))
    return !!watch && !!memory && whyUnjudged(memory.facts, rightsFor(context, watch, memory)) === null
  }

  return {
    name: 'push health',
    intervalSeconds: healthSeconds,
    async run(slot) {
      firstAt ??= slot.getTime()
      const upSeconds = (slot.getTime() - firstAt) / 1000
      // After a pause of ours senders need a while to come back: that is not their silence.
      const standings = (await persist('push standings', () => pushStandings(db))).map(each => ({
        ...each,
        silentSeconds: Math.min(each.silentSeconds, upSeconds),
      }))
      const tokens = Map.groupBy(standings, each => each.token)
      await health(...[...tokens].map(([token, own]) => healthOf(token, own)))
      const silent = standings.filter(each => isSilent(each) && !each.isWaiting && !isWatched(each))
      queue.add(silent.flatMap(each => silentRounds(each, clock.now())))
      if (slot.getTime() - tidiedAt < settings.maintainSeconds * 1000) return
      tidiedAt = slot.getTime()
      for (const uid of await persist('silent pods', () => endSilentPods(db, clock.now()))) pods.delete(uid)
      await persist('senders', () => forgetSenders(db))
    },
  }
}

const isSilent = ({ silentSeconds, intervalSeconds }: PushStanding) =>
  silentSeconds > pushPatience * intervalSeconds

function healthOf(token: string, own: readonly PushStanding[]): SourceLook {
  const silent = own.filter(isSilent)
  const troubled = own.filter(each => each.trouble !== null)
  const odd = [
    ...own
      .filter(each => Math.abs(each.skewSeconds) > skewSeconds)
      .map(
        ({ subject, skewSeconds: by }) =>
          `the clock of ${subject} is ${Math.round(Math.abs(by))} s ${by > 0 ? 'ahead' : 'behind'}: corrected`,
      ),
    ...own.filter(each => each.lost > 0).map(({ subject, lost }) => `${lost} lost by ${subject}`),
  ]
  const title = [
    `Push “${token}”: ${own.length} ${own.length === 1 ? 'sender' : 'senders'}`,
    ...some(odd),
  ].join('; ')
  const base = { id: `push:${token}`, clusterId: clusterId(own[0]?.clusterId ?? ''), title }
  const [first] = troubled
  if (silent.length > 0) {
    const names = some(silent.map(each => `${each.subject} for ${Math.round(each.silentSeconds / 60)} min`))
    const detail = `stale: nothing came from ${silent.length} of ${own.length}: ${names.join(', ')}`
    return { ...base, state: 'failing', failure: failure('timeout', detail) }
  }
  if (first) {
    const detail = `what ${first.subject} sends cannot be used: ${first.trouble}`
    return { ...base, state: 'failing', failure: failure('malformed', detail) }
  }
  return { ...base, state: 'ok', failure: null }
}

const some = (words: readonly string[]) => [
  ...words.slice(0, mostNamed),
  ...(words.length > mostNamed ? [`${words.length - mostNamed} more`] : []),
]

/**
 * Failed looks for a pod that told nothing for three intervals: what was known of it is given up. Their slots follow right
 * upon the last good one, not upon now: what the sender has spooled meanwhile is younger and still counts.
 */
function silentRounds(standing: PushStanding, now: Date): RoundWrite[] {
  const { target, statusSlot, metricsSlot, statusCut, metricsCut, intervalSeconds, silentSeconds } = standing
  if (target === null) return []
  const detail = `nothing pushed for ${Math.round(silentSeconds)} s; what its sender has spooled may still come`
  const rounds = (source: RoundWrite['source'], last: Date | null, cut: boolean): RoundWrite[] =>
    last === null || cut
      ? []
      : Array.from({ length: pushPatience }, (_, index) => ({
          target,
          podUid: podUid(standing.podUid),
          slot: new Date(last.getTime() + (index + 1) * 1000),
          source,
          startedAt: now,
          tookMs: 0,
          intervalSeconds,
          outcome: { ok: false, failure: failure('timeout', detail) },
        }))
  return [...rounds('status', statusSlot, statusCut), ...rounds('metrics', metricsSlot, metricsCut)]
}
