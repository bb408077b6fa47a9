import { stylesheet } from './stylesheet.ts'

/** Headers of all that stands below /share. No script runs, nothing is kept, nobody is told where a reader came from. */
export const shareHeaders = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow, noarchive',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}

/** One answer for a token that is unknown, expired or revoked, and for its image: nobody learns which it is. */
export function goneAnswer(): Response {
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex, nofollow"><meta name="referrer" content="no-referrer"><title>No frozen view · tailpath</title><style>${stylesheet()}</style></head><body><main class="wrap"><div class="verdict"><div><h1>This link shows nothing.</h1><p>It never did, its time is over, or it was revoked. Ask whoever gave it to you for a new one.</p></div></div></main></body></html>`
  return new Response(body, {
    status: 404,
    headers: { ...shareHeaders, 'Content-Type': 'text/html; charset=utf-8' },
  })
}
