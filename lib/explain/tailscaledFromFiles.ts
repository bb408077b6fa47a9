import { z } from 'zod'
import { failed } from '#lib/collect/failed.ts'
import { type LogReading, parseLog } from '#lib/collect/tailscaled/parseLog.ts'
import { parseMetrics } from '#lib/collect/tailscaled/parseMetrics.ts'
import { type PingReading, parsePings } from '#lib/collect/tailscaled/parsePings.ts'
import { toNetInfo } from '#lib/collect/tailscaled/toNetInfo.ts'
import { toStatusReading } from '#lib/collect/tailscaled/toStatusReading.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import type { MetricsReading, NetInfo, StatusReading } from '#lib/tailnet/reading.ts'
import type { GivenFile } from './explainFiles.ts'
import { readJson } from './readJson.ts'

/** A status with a device in it: of a tailscaled that is up. */
export type RunningStatus = StatusReading & { self: NonNullable<StatusReading['self']> }

const wireCounted = z.looseObject({ Peer: z.record(z.string(), z.looseObject({})) })

/** A status may have been cut down before it was handed on: counters that were left out are 0, which says nothing of a path. */
function withCounters(json: unknown): unknown {
  const read = wireCounted.safeParse(json)
  if (!read.success) return json
  const peers = Object.entries(read.data.Peer).map(([key, peer]) => [
    key,
    { RxBytes: 0, TxBytes: 0, ...peer },
  ])
  return { ...read.data, Peer: Object.fromEntries(peers) }
}

/** The status of a running tailscaled. Of any other there is no path to explain. */
export function statusFromFile(file: GivenFile): Outcome<RunningStatus> {
  const json = readJson(file, 'status')
  if (!json.ok) return json
  const read = toStatusReading(withCounters(json.value), { activeOnly: false })
  if (!read.ok) return failed(read.failure.code, `${file.name}: ${read.failure.detail}`)
  const { self, backendState } = read.value
  if (backendState !== 'Running' || !self) {
    return failed(
      'not_running',
      `${file.name} is of a tailscaled that is ${stateWords[backendState] ?? `in state ${backendState}`}: it has no paths to explain`,
    )
  }
  return { ok: true, value: { ...read.value, self } }
}

/** ipn.State, in words. */
const stateWords: Record<string, string> = {
  NoState: 'not started yet',
  NeedsLogin: 'logged out',
  NeedsMachineAuth: 'waiting for approval by an admin',
  Stopped: 'stopped',
  Starting: 'still starting',
  Running: 'running but has no device',
}

export function netcheckFromFile(file: GivenFile): Outcome<NetInfo> {
  const json = readJson(file, 'netcheck')
  if (!json.ok) return json
  const read = toNetInfo(json.value)
  return read.ok ? read : failed(read.failure.code, `${file.name}: ${read.failure.detail}`)
}

export function metricsFromFile(file: GivenFile): Outcome<MetricsReading> {
  const read = parseMetrics(file.text)
  if (!read.ok) return failed(read.failure.code, `${file.name}: ${read.failure.detail}`)
  return read
}

/** Words that begin the lines of tailscaled (logtail prefixes of its parts). */
const logLine =
  /magicsock|netcheck|control: |health\(|wgengine|derphttp|portmapper|Program starting|tailscaled/

/** A log without a line of tailscaled is another program's, and would read as a client that measured nothing. */
export function logFromFile(file: GivenFile): Outcome<LogReading> {
  if (!file.text.split('\n').some(line => logLine.test(line))) {
    return failed('malformed', `${file.name} is not a log of tailscaled: no line of it is known`)
  }
  return { ok: true, value: parseLog(file.text) }
}

export function pingsFromFile(file: GivenFile): Outcome<PingReading[]> {
  const text = file.text.trimStart().startsWith('{') ? readJson(file, 'pings') : null
  if (text && !text.ok) return text
  const read = parsePings(file.text)
  if (!read.ok) return failed(read.failure.code, `${file.name}: ${read.failure.detail}`)
  const said = read.value.length > 0 || file.text.trim() === '' || file.text.trim() === '{}'
  return said ? read : failed('malformed', `${file.name} has no line of tailscale ping`)
}
