/** A day: longer is no advice to a collector that asks every few minutes. */
const longest = 86_400

/** Reads Retry-After in both forms, seconds and date (RFC 9110 section 10.2.3); null where it says neither. */
export function retryAfterSeconds(header: string | null, now: Date): number | null {
  const text = header?.trim() ?? ''
  if (/^\d+$/.test(text)) return Math.min(Number(text), longest)
  if (!/^[A-Z][a-z]+, .+ GMT$/.test(text)) return null
  const seconds = Math.ceil((Date.parse(text) - now.getTime()) / 1000)
  return Number.isNaN(seconds) ? null : Math.min(Math.max(seconds, 0), longest)
}
