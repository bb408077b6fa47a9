/** What jsonb does not take: NUL, and halves of a surrogate pair (where a text was cut). */
const refused = /\\u(?:0000|d[89a-f][0-9a-f]{2})/i

/**
 * A value as JSON that Postgres takes. Names, annotations and messages are written by others: what cannot be kept of
 * them must not cost the rest.
 */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value)
  if (!refused.test(text)) return text
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'string' ? each.replaceAll('\0', '').toWellFormed() : each,
  )
}
