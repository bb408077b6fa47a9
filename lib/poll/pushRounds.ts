import { failed, failure } from '#lib/collect/failed.ts'
import { parseMetrics } from '#lib/collect/tailscaled/parseMetrics.ts'
import type { PushMessage } from '#lib/push/pushMessage.ts'
import type { Pushed } from '#lib/store/push/takePushed.ts'
import type { RoundWrite } from '#lib/store/roundWrite.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import type { PodUid, TargetId } from '#lib/tailnet/ids.ts'
import type { MetricsReading, StatusReading } from '#lib/tailnet/reading.ts'
import { statusOf } from './lookStatus.ts'

/** What a message says; null where its sender does not look there at all. */
export interface PushedLook {
  status: Outcome<StatusReading> | null
  metrics: Outcome<MetricsReading> | null
}

/** Reads what a sender's tailscaled printed, by the parsers of any other look. */
export function pushedLook(message: PushMessage): PushedLook {
  return {
    status: look(message.status, message.statusFailure, statusOf),
    metrics: look(message.metrics, message.metricsFailure, parseMetrics),
  }
}

function look<T>(
  text: string | null,
  why: string | null,
  parse: (text: string) => Outcome<T>,
): Outcome<T> | null {
  if (text !== null) return parse(text)
  return why === null ? null : failed('exec_failed', `its sender says: ${why}`)
}

/** To the second: two looks of one sender are at least 5 s apart, and a message taken in twice gives the same slot. */
export const pushSlot = ({ measuredAt }: Pick<Pushed, 'measuredAt'>) =>
  new Date(Math.floor(measuredAt.getTime() / 1000) * 1000)

/** The rounds of one message, and before them the hole of `lost` messages that never came. */
export function pushRounds(parts: {
  pushed: Pick<Pushed, 'measuredAt'>
  look: PushedLook
  pod: { uid: PodUid; target: TargetId }
  intervalSeconds: number
  lost: number
}): RoundWrite[] {
  const { pushed, look, pod, intervalSeconds, lost } = parts
  const at = pushed.measuredAt
  const slot = pushSlot(pushed)
  const round = (source: RoundWrite['source'], outcome: RoundWrite['outcome'], of = slot): RoundWrite => ({
    target: pod.target,
    podUid: pod.uid,
    slot: of,
    source,
    startedAt: of === slot ? at : of,
    tookMs: 0,
    intervalSeconds,
    outcome,
  })
  const nothing = { at, status: null, metrics: null, netInfo: null, endpoints: null }
  const { status, metrics } = look
  const before = new Date(slot.getTime() - 1000)
  const detail = `${lost} ${lost === 1 ? 'reading' : 'readings'} of its sender never came: its spool was full, or it was killed`
  const hole = (source: RoundWrite['source']) =>
    lost > 0 ? [round(source, { ok: false, failure: failure('unknown', detail) }, before)] : []
  return [
    ...(status
      ? [
          ...hole('status'),
          round('status', status.ok ? { ok: true, reading: { ...nothing, status: status.value } } : status),
        ]
      : []),
    ...(metrics
      ? [
          ...hole('metrics'),
          round(
            'metrics',
            metrics.ok ? { ok: true, reading: { ...nothing, metrics: metrics.value } } : metrics,
          ),
        ]
      : []),
  ]
}
