import { z } from 'zod'
import type { DerpRegion } from '#lib/tailnet/device.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { readShape } from '../readShape.ts'
import { wireText } from '../wire.ts'
import { highestRegion } from './derpRegion.ts'

const wireRegion = z.object({
  RegionID: z.number().int().positive().max(highestRegion),
  RegionCode: wireText,
  RegionName: wireText,
})

/** tailcfg/derpmap.go. A region that the policy takes out is null. */
const wireDerpMap = z.object({ Regions: z.record(z.string(), wireRegion.nullable()).nullish() })

/** `tailscale debug derp-map`, or the public map of control: the regions with their three spellings. */
export function toDerpMap(json: unknown): Outcome<DerpRegion[]> {
  const read = readShape(wireDerpMap, json, 'DERP map')
  if (!read.ok) return read
  const regions = Object.values(read.value.Regions ?? {}).flatMap(region =>
    region ? [{ id: region.RegionID, code: region.RegionCode, name: region.RegionName }] : [],
  )
  return { ok: true, value: regions.sort((a, b) => a.id - b.id) }
}
