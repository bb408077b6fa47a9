import { z } from 'zod'
import type { PatchLine } from '#lib/tailnet/finding.ts'
import type { EventSeen } from '#lib/tailnet/history.ts'

const shape = z.object({
  diff: z.array(z.object({ sign: z.enum([' ', '+', '-']), text: z.string() })).catch([]),
})

/** What an edit of an object was, line by line; empty for what is none. */
export const diffOf = ({ detail }: EventSeen): PatchLine[] => shape.safeParse(detail).data?.diff ?? []
