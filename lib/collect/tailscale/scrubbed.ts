/** Written in place of a secret. */
const hidden = '[redacted]'
/** Enough for a sentence of the control plane. */
const longestText = 200

/**
 * A foreign text as part of a `detail`: without the secrets (also as a form or URL writes them) and whatever else looks
 * like a credential, on one line, cut.
 */
export function scrubbed(text: string, secrets: readonly string[]): string {
  const spellings = secrets.flatMap(secret => [secret, encodeURIComponent(secret)]).filter(Boolean)
  return spellings
    .reduce((rest, secret) => rest.replaceAll(secret, hidden), text)
    .replace(/\btskey-[\w-]+/gi, hidden)
    .replace(/\b(bearer|basic)\s+[\w.~+/=-]+/gi, `$1 ${hidden}`)
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, longestText)
}
