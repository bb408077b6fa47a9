import type { Endpoint, EndpointKind, NetInfo } from '#lib/tailnet/reading.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { parseEndpoint } from '../parseEndpoint.ts'
import { derpRegion } from './derpRegion.ts'

/** What a log says last of the client's own network. Null where the lines at hand do not say. */
export interface LogReading {
  netInfo: NetInfo | null
  endpoints: Endpoint[] | null
  endpointsAt: Date | null
}

const endpointKinds: readonly EndpointKind[] = ['local', 'stun', 'portmap', 'stun4localport', 'explicitconf']
/** tailscaled lists some tens of endpoints at most. */
const mostEndpoints = 256

/** `portmap=` of NetInfo: "?" never asked, else U, M, C where found, "_" where unknown (tailcfg portMapSummary). */
function portMapping(summary: string): { upnp: Tri; pmp: Tri; pcp: Tri } {
  if (summary === '?') return { upnp: 'unknown', pmp: 'unknown', pcp: 'unknown' }
  let rest = summary.replace(/^active-/, '')
  const next = (letter: string): Tri => {
    const first = rest.charAt(0)
    if (first !== letter && first !== '_' && first !== 'x') return 'no'
    rest = rest.slice(1)
    return first === letter ? 'yes' : 'unknown'
  }
  return { upnp: next('U'), pmp: next('M'), pcp: next('C') }
}

/** opt.Bool prints as true, false or nothing. */
function written(value: string | undefined): Tri {
  if (value === 'true') return 'yes'
  return value === 'false' ? 'no' : 'unknown'
}

/** The time of a line: the kubelet's RFC 3339 stamp, tsnet's JSON field, else Go's own, which in a container is UTC. */
function timeOf(line: string): Date | null {
  const stamp = /^(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d))\s/.exec(line)?.[1]
  const field = /"ts":\s*"([^"]+)"/.exec(line)?.[1]
  const go = /\b(\d{4})\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d)/.exec(line)
  const text = stamp ?? field ?? (go ? `${go[1]}-${go[2]}-${go[3]}T${go[4]}Z` : null)
  const time = text ? new Date(text) : null
  return time && time.getTime() > 0 ? time : null
}

function toNetInfo(line: string, fields: string): NetInfo {
  const value = (name: string) => new RegExp(`(?:^| )${name}=([^ ]*)`).exec(fields)?.[1]
  const region = Number(value('derp')?.replace(/^#/, '') ?? 0)
  return {
    source: 'log',
    at: timeOf(line),
    mappingVaries: written(value('varies')),
    udp: written(value('udp')),
    ipv6: written(value('ipv6')),
    ...portMapping(value('portmap') ?? '?'),
    homeRegion: derpRegion(region),
    globalV4: [],
    globalV6: [],
    latencyMs: [],
  }
}

/** `192.0.2.1:41641 (stun), 10.0.0.5:41641 (local)`: a kind of a later release is "untyped". */
function toEndpoints(list: string): Endpoint[] {
  return list
    .split(', ', mostEndpoints)
    .map(part => /^(\S+)(?: \(([a-z0-9]+)\))?/.exec(part.trim()))
    .flatMap(match => {
      const endpoint = parseEndpoint(match?.[1] ?? '')
      const kind = endpointKinds.find(known => known === match?.[2]) ?? 'untyped'
      return endpoint ? [{ ...endpoint, kind }] : []
    })
}

/** The last NetInfo and the last endpoints of a tailscaled's log, in plain lines or tsnet's JSON lines. */
export function parseLog(text: string): LogReading {
  const reading: LogReading = { netInfo: null, endpoints: null, endpointsAt: null }
  for (const line of text.split('\n')) {
    const netInfo = /NetInfo: NetInfo\{([^}]*)\}/.exec(line)?.[1]
    if (netInfo !== undefined) reading.netInfo = toNetInfo(line, netInfo)
    const endpoints = /magicsock: endpoints changed: ([^"]*)/.exec(line)?.[1]
    if (endpoints !== undefined) {
      reading.endpoints = toEndpoints(endpoints)
      reading.endpointsAt = timeOf(line)
    }
  }
  return reading
}
