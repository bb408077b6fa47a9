import { z } from 'zod'
import type { Database } from '../database.ts'

const regions = z.array(z.object({ id: z.number(), code: z.string() })).catch([])

/** Says the short code of a DERP region ("nyc"), by the DERP map as last fetched. */
export async function regionCodes(db: Database): Promise<(id: number) => string | null> {
  const found = await db.tailnet.findFirst({ select: { derpMap: true } })
  const codes = new Map(regions.parse(found?.derpMap ?? []).map(({ id, code }) => [id, code]))
  return id => codes.get(id) ?? null
}
