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
const row = z.object({
  cells: z.array(z.string()),
  mix: parts.nullable(),
  /** What goes over DERP of it, as a bar against the other rows: its size, and the size in words. */
  weight: z.object({ value: z.number(), words: z.string() }).optional(),
})
const cell = z.object({
  /** Place of its peer. */
  peer: z.number(),
  kind: z.enum([...pathKinds, 'mixed']),
  links: z.number(),
  parts,
  /** "DERP nyc, one cause": for those who do not see the sign. */
  says: z.string(),
})
const line = z.object({
  name: z.string(),
  note: z.string(),
  /** What the lines that stand together share, and more of it in words. */
  group: z.object({ title: z.string(), note: z.string() }),
  parts,
  cells: z.array(cell),
})
/** A share of a week against the seven before it. */
const weekly = z.object({
  title: z.string(),
  meta: z.string(),
  percents: parts.nullable(),
  against: z.string(),
  trend: z.array(z.object({ week: z.string().regex(/^\d{4}-W\d\d$/), percents: parts.nullable() })),
  foot: z.string(),
})

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
  z.object({
    block: z.literal('matrix'),
    title: z.string(),
    meta: z.string(),
    peers: z.array(z.object({ name: z.string(), note: z.string(), isQuiet: z.boolean() })),
    lines: z.array(line),
  }),
  z.object({ block: z.literal('weeks'), shares: z.array(weekly) }),
])

export const frozenShape = z.object({
  version: z.literal(1),
  page: z.enum([
    'overview',
    'pods',
    'target',
    'causes',
    'cause',
    'link',
    'device',
    'matrix',
    'regions',
    'review',
  ]),
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
export type FrozenLine = z.output<typeof line>
export type FrozenPage = Frozen['page']
export const frozenPages = frozenShape.shape.page.options

/** The first block of its kind, where there is one. */
export const blockOf = <B extends Block['block']>({ blocks }: Frozen, name: B): BlockOf<B> | undefined =>
  blocks.find((block): block is BlockOf<B> => block.block === name)
