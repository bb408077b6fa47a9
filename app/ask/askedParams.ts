import { z } from 'zod'
import type { Params } from '#components/live/views.ts'
import { longestTry } from '#lib/report/tryWord.ts'

/** The longest name that Kubernetes allows, and twice that for one that a hostile address tries. */
const name = z.string().min(1).max(253)
const moment = z.string().min(1).max(40)
/** A kind and up to four names, escaped. */
const key = z.string().min(1).max(2_000)
const shape = z.object({
  from: moment.optional(),
  to: moment.optional(),
  cluster: name.optional(),
  namespace: name.optional(),
  name: name.optional(),
  device: name.optional(),
  a: name.optional(),
  b: name.optional(),
  /** A pasted line of a log may be longer than a name. */
  q: z.string().max(500).optional(),
  code: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .optional(),
  /** How lines are grouped, and the keys of those that alone are shown (lib/report/matrixGroups.ts). */
  group: z
    .string()
    .regex(/^[a-z]{1,16}$/)
    .optional(),
  rows: key.optional(),
  peers: key.optional(),
  /** Remedies to try (lib/report/tryWord.ts). */
  with: z.string().max(longestTry).optional(),
  /** The version of the answer before, of which only changes are wanted. */
  since: z
    .string()
    .regex(/^[\d:,-]{1,400}$/)
    .optional(),
  most: z
    .string()
    .regex(/^\d{1,4}$/)
    .optional(),
})

type Checked = { ok: true; params: Params } | { ok: false; why: string }

/** The parameters that questions know, checked; others in an address (a zone, a filter) are the page's own. */
export function askedParams(search: Record<string, string | undefined>): Checked {
  const given = Object.entries(search).filter(([name, value]) => name in shape.shape && value)
  // Postgres keeps no NUL in a text, and refuses a question that holds one.
  const empty = given.find(([, value]) => value?.includes('\0'))
  if (empty) return { ok: false, why: unreadable(empty[0]) }
  const parsed = shape.safeParse(Object.fromEntries(given))
  if (parsed.success) {
    const known = Object.entries(parsed.data).filter((entry): entry is [string, string] => Boolean(entry[1]))
    return { ok: true, params: Object.fromEntries(known) }
  }
  return { ok: false, why: unreadable(parsed.error.issues[0]?.path.join('.') ?? 'a parameter') }
}

const unreadable = (field: string) => `“${field}” in the address is not one that can be read.`
