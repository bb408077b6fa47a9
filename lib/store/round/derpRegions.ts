import { z } from 'zod'
import { type DerpRegionId, derpRegionId } from '#lib/tailnet/ids.ts'
import type { Transaction } from '../database.ts'

const shape = z.array(z.object({ id: z.number(), code: z.string() })).catch([])

/** Ids of DERP regions by the code that status uses; null for one that the map does not have, or before there is a map. */
export async function derpRegions(tx: Transaction): Promise<(code: string) => DerpRegionId | null> {
  const found = await tx.tailnet.findFirst({ select: { derpMap: true } })
  const ids = new Map(shape.parse(found?.derpMap).map(region => [region.code, derpRegionId(region.id)]))
  return code => ids.get(code) ?? null
}
