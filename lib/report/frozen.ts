import { z } from 'zod'
import { pathKinds, trafficKinds } from '#lib/tailnet/path.ts'

/**
 * A view as it is frozen for readers outside: all that its page, its image and its Markdown show, and nothing else.
 * Every string that is no word of ours may hold names of others; `redact` goes through them all.
 */
const kind = z.enum(pathKinds)
const tri = z.enum(['yes', 'no', 'unknown'])
const certainty = z.enum(['certain', 'likely', 'possible'])
const parts = z.object({ direct: z.number(), peer_relay: z.number(), derp: z.number() })
const point = z.object({
  at: z.number(),
  direct: z.number().nullable(),
  peer_relay: z.number().nullable(),
  derp: z.number().nullable(),
})
const hole = z.object({ from: z.number(), to: z.number(), reason: z.string() })
const flag = z.object({ at: z.number(), no: z.number() })
const diff = z.array(z.object({ sign: z.enum([' ', '+', '-']), text: z.string() }))

const share = z.object({
  title: z.string(),
  meta: z.string(),
  /** Whole percent direct; null where there is nothing to share out. */
  direct: z.number().nullable(),
  parts,
  /** Direct, peer relay, DERP in words: "64", "52 %", "1.2 GiB". */
  values: z.record(z.enum(trafficKinds), z.string()),
  change: z.string(),
  stepMs: z.number(),
  points: z.array(point),
  holes: z.array(hole),
})
const lane = z.object({
  peer: z.string(),
  now: z.object({ kind, text: z.string() }).nullable(),
  flips: z.number(),
  segments: z.array(
    z.object({ from: z.number(), to: z.number(), kind, text: z.string(), flips: z.number() }),
  ),
  holes: z.array(hole),
})
const happening = z.object({
  at: z.number(),
  no: z.number().nullable(),
  title: z.string(),
  place: z.string().nullable(),
  effect: z.object({ kind: z.enum(['derp', 'direct', 'none']), words: z.string() }).nullable(),
})
const cause = z.object({
  title: z.string(),
  code: z.string(),
  certainty,
  meta: z.string(),
  evidence: z.array(z.object({ seen: tri, says: z.string() })),
  disproof: z.string(),
})
const remedy = z.object({
  title: z.string(),
  certainty,
  gain: z.string(),
  patches: z.array(z.object({ object: z.string(), diff })),
  limits: z.array(z.string()),
  verify: z.string(),
})
const row = z.object({ cells: z.array(z.string()), mix: parts.nullable() })

const block = z.discriminatedUnion('block', [
  z.object({ block: z.literal('shares'), shares: z.array(share), flags: z.array(flag) }),
  z.object({
    block: z.literal('lanes'),
    title: z.string(),
    lanes: z.array(lane),
    /** Lanes that were left out. */
    more: z.number(),
    holes: z.array(hole),
    flags: z.array(flag),
  }),
  z.object({ block: z.literal('events'), title: z.string(), items: z.array(happening), more: z.number() }),
  z.object({ block: z.literal('causes'), title: z.string(), causes: z.array(cause) }),
  z.object({ block: z.literal('remedies'), title: z.string(), remedies: z.array(remedy) }),
  z.object({
    block: z.literal('facts'),
    title: z.string(),
    facts: z.array(z.object({ label: z.string(), value: z.string() })),
  }),
  z.object({
    block: z.literal('table'),
    title: z.string(),
    meta: z.string(),
    columns: z.array(z.string()),
    rows: z.array(row),
    more: z.number(),
  }),
])

export const frozenShape = z.object({
  version: z.literal(1),
  page: z.enum(['overview', 'pods', 'target', 'cause']),
  takenAt: z.number(),
  from: z.number(),
  to: z.number(),
  zone: z.string(),
  /** Who froze it, as they said; null where they said nothing. */
  by: z.string().nullable(),
  /** What it is of: "netpol in dc-cilium / apps". */
  subject: z.string(),
  headline: z.string(),
  reasons: z.array(z.string()),
  /** Links by path at the end, for the image's foot. */
  counts: z.array(z.object({ kind, count: z.number() })),
  blocks: z.array(block),
})

export type Frozen = z.output<typeof frozenShape>
export type Block = Frozen['blocks'][number]
export type BlockOf<B extends Block['block']> = Extract<Block, { block: B }>
export type FrozenShare = z.output<typeof share>
export type FrozenLane = z.output<typeof lane>
export type FrozenCause = z.output<typeof cause>
export type FrozenRemedy = z.output<typeof remedy>
export type FrozenPage = Frozen['page']
export const frozenPages = frozenShape.shape.page.options
