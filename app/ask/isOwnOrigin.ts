/**
 * Does a request come from our own pages, or from a program that is no browser? Browsers say where a POST comes from, and
 * no page can make them say otherwise (Fetch, "Origin header"; Fetch Metadata, Sec-Fetch-Site).
 */
export function isOwnOrigin(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  const origin = headers.get('origin')
  if (origin === null) return true
  const own = headers.get('x-forwarded-host')?.split(',')[0]?.trim() ?? headers.get('host')
  try {
    return new URL(origin).host === own
  } catch {
    return false
  }
}
