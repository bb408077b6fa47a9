import type { Tri } from '#lib/tailnet/tri.ts'

/** What is said aloud before a piece of evidence, for whoever does not see its sign. */
export const seenWords: Record<Tri, string> = { yes: 'seen', no: 'not so', unknown: 'not seen' }
