import { z } from 'zod'
import type { Outcome } from '#lib/tailnet/failure.ts'
import type { NetInfo } from '#lib/tailnet/reading.ts'
import { tri } from '#lib/tailnet/tri.ts'
import { readShape } from '../readShape.ts'
import { wireTextOrNull, wireTime, wireTri } from '../wire.ts'
import { derpRegion } from './derpRegion.ts'

const wireCounters = z.record(z.string(), z.number()).nullish()

/** `Report` of net/netcheck/netcheck.go. Latencies are nanoseconds by region ID. */
const wireReport = z.object({
  Now: wireTime,
  UDP: wireTri,
  IPv6: wireTri,
  MappingVariesByDestIP: wireTri,
  UPnP: wireTri,
  PMP: wireTri,
  PCP: wireTri,
  PreferredDERP: z.number().int().nullish(),
  RegionLatency: z.record(z.string().regex(/^\d+$/), z.number().nonnegative()).nullish(),
  GlobalV4Counters: wireCounters,
  GlobalV6Counters: wireCounters,
  GlobalV4: wireTextOrNull,
  GlobalV6: wireTextOrNull,
})

/** Public addresses by how often they were seen; before 1.68 only the last one is there. */
function seen(counters: Record<string, number> | null | undefined, last: string | null): string[] {
  const counted = Object.keys(counters ?? {})
  if (counted.length > 0) return counted
  return last ? [last] : []
}

/**
 * `tailscale netcheck --format=json`. It opens a socket of its own: the ports it saw are not tailscaled's.
 * Fails as `malformed` where a field in use has another type.
 */
export function toNetInfo(json: unknown): Outcome<NetInfo> {
  const read = readShape(wireReport, json, 'netcheck')
  if (!read.ok) return read
  const wire = read.value
  return {
    ok: true,
    value: {
      source: 'netcheck',
      at: wire.Now,
      mappingVaries: tri(wire.MappingVariesByDestIP),
      udp: tri(wire.UDP),
      ipv6: tri(wire.IPv6),
      upnp: tri(wire.UPnP),
      pmp: tri(wire.PMP),
      pcp: tri(wire.PCP),
      homeRegion: derpRegion(wire.PreferredDERP),
      globalV4: seen(wire.GlobalV4Counters, wire.GlobalV4),
      globalV6: seen(wire.GlobalV6Counters, wire.GlobalV6),
      latencyMs: Object.entries(wire.RegionLatency ?? {}).flatMap(([id, nanoseconds]) => {
        const region = derpRegion(Number(id))
        return region === null ? [] : [{ region, ms: nanoseconds / 1e6 }]
      }),
    },
  }
}
