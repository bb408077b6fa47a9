import { z } from 'zod'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { parseJson } from '../parseJson.ts'
import { readShape } from '../readShape.ts'

/** One answer, or its absence, of `tailscale ping`. A ping starts path discovery: what it shows is probed, not observed. */
export interface PingReading {
  /** Host name of the peer; null for a time-out, which names only the address asked. */
  peer: string | null
  ip: string
  /** `endpoint` is ip:port, `code` a DERP region's, `via` ip:port:vni:N; "inner" is TSMP or ICMP, which name no path. */
  path:
    | { kind: 'direct'; endpoint: string }
    | { kind: 'derp'; code: string }
    | { kind: 'peer_relay'; via: string }
    | { kind: 'inner' }
    | { kind: 'timeout' }
  ms: number | null
}

const pong = /^pong from (\S+) \(([^)]+)\) via (.+) in ([\d.]+)(ns|µs|us|ms|s)$/
const timedOut = /^ping "([^"]+)" timed out$/
const millisecondsOf: Record<string, number> = { ns: 1e-6, µs: 1e-3, us: 1e-3, ms: 1, s: 1_000 }

function toPath(via: string): PingReading['path'] {
  const derp = /^DERP\(([^)]*)\)$/.exec(via)?.[1]
  if (derp !== undefined) return { kind: 'derp', code: derp }
  const relay = /^peer-relay\((.+)\)$/.exec(via)?.[1]
  if (relay !== undefined) return { kind: 'peer_relay', via: relay }
  return /^(TSMP|ICMP)$/.test(via) ? { kind: 'inner' } : { kind: 'direct', endpoint: via }
}

function toPing(line: string): PingReading[] {
  const match = pong.exec(line)
  if (match) {
    const [, peer = '', ip = '', via = '', amount = '', unit = ''] = match
    return [{ peer, ip, path: toPath(via), ms: Number(amount) * (millisecondsOf[unit] ?? Number.NaN) }]
  }
  const ip = timedOut.exec(line)?.[1]
  return ip ? [{ peer: null, ip, path: { kind: 'timeout' }, ms: null }] : []
}

/** Lines by peer, as tailpath keeps recordings. */
const linesByPeer = z.record(z.string(), z.array(z.string()))

/**
 * Lines of `tailscale ping` as printed (cli/ping.go), or a JSON object of such lines by peer. Other lines are
 * passed over. Its exit code tells less than its lines, so the lines are read.
 */
export function parsePings(text: string): Outcome<PingReading[]> {
  if (!text.trimStart().startsWith('{')) return { ok: true, value: text.split('\n').flatMap(toPing) }
  const json = parseJson(text, 'pings')
  if (!json.ok) return json
  const read = readShape(linesByPeer, json.value, 'pings')
  return read.ok ? { ok: true, value: Object.values(read.value).flat().flatMap(toPing) } : read
}
