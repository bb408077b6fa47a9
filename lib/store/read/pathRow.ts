import { z } from 'zod'
import { derpRegionId } from '#lib/tailnet/ids.ts'
import { type Path, pathKinds } from '#lib/tailnet/path.ts'

/** Columns in which path_now and path_span keep a path. */
export const pathColumns = {
  kind: z.enum(pathKinds),
  family: z.enum(['ipv4', 'ipv6']).nullable(),
  endpoint: z.string().nullable(),
  via: z.string().nullable(),
  region: z.number().nullable(),
  why: z.enum(['not_reported', 'stale', 'source_failed']).nullable(),
}

const shape = z.object(pathColumns)

export function pathOfRow(row: z.output<typeof shape>): Path {
  switch (row.kind) {
    case 'direct':
      return { kind: 'direct', family: row.family ?? 'ipv4', endpoint: row.endpoint ?? '' }
    case 'peer_relay':
      return { kind: 'peer_relay', via: row.via ?? '' }
    case 'derp':
      return { kind: 'derp', region: row.region === null ? null : derpRegionId(row.region) }
    case 'unknown':
      return { kind: 'unknown', why: row.why ?? 'not_reported' }
    case 'idle':
    case 'offline':
    case 'no_answer':
      return { kind: row.kind }
  }
}
