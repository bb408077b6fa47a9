import { z } from 'zod'

/** Longest text kept of a name, address or version: a DNS name has 253 characters, the rest is hostile. */
const longestText = 1_024
/** Longest list kept inside one object (addresses, tags, routes). */
const longestList = 4_096

/** Postgres can store neither U+0000 nor half a surrogate pair: both become visible stand-ins. */
function storable(text: string): string {
  return text.slice(0, longestText).toWellFormed().replaceAll('\0', '\u2400')
}

/** A text, kept as it came but for what no database holds. */
export const wireText = z.string().transform(storable)

/** A text that may be null or absent, and is then empty. */
export const wireTextOrEmpty = wireText.nullish().transform(text => text ?? '')

/** A text whose emptiness means "none". */
export const wireTextOrNull = wireText.nullish().transform(text => (text ? text : null))

/** Go prints a nil slice as null. */
export const wireTexts = z
  .array(z.string())
  .nullish()
  .transform(list => (list ?? []).slice(0, longestList).map(storable))

/** A flag that is left out when false (`omitempty`). */
export const wireFlag = z
  .boolean()
  .nullish()
  .transform(flag => flag ?? false)

/** opt.Bool and friends: true, false, null or absent. */
export const wireTri = z.boolean().nullish()

/** A count of bytes or packets. */
export const wireCount = z.number().nonnegative()

/**
 * RFC 3339. Go's zero time `0001-01-01T00:00:00Z` and the empty string (external devices) mean "never", and so
 * does a time that no calendar knows.
 */
export const wireTime = z
  .string()
  .nullish()
  .transform(text => {
    if (!text) return null
    const time = new Date(text)
    return time.getTime() > 0 ? time : null
  })
