import type { Redaction } from '#lib/report/redactText.ts'
import type { Expiry } from '#lib/tailnet/expiry.ts'

interface FreezeOrder {
  search: string
  redaction: Redaction[]
  expiry: Expiry
  by: string | null
}

type Made = { ok: true; url: string } | { ok: false; why: string }

const patienceMs = 30_000

/** Freezes a view; `url` is its whole address, `why` a sentence for the reader. */
export async function freezeView(order: FreezeOrder): Promise<Made> {
  const answer = await posted('/api/v1/share', order)
  if (!answer.ok) return answer
  // The shape is made by app/ask/createFrozen.ts, of the same build as this code.
  const { path, url } = answer.body as { path: string; url: string | null }
  return { ok: true, url: url ?? new URL(path, window.location.origin).href }
}

/** Ends a frozen view by its id in the list. */
export async function revokeView(id: string): Promise<{ ok: true } | { ok: false; why: string }> {
  const answer = await posted('/api/v1/share/revoke', { id })
  return answer.ok ? { ok: true } : answer
}

async function posted(
  path: string,
  body: unknown,
): Promise<{ ok: true; body: unknown } | { ok: false; why: string }> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patienceMs),
    })
    const read: unknown = await answer.json()
    if (answer.ok) return { ok: true, body: read }
    const { error } = read as { error: { why: string; todo: string } } // as app/ask/ownJson.ts refuses
    return { ok: false, why: `${error.why} ${error.todo}` }
  } catch {
    return { ok: false, why: 'tailpath did not answer this browser. Try again.' }
  }
}
