/** A fix as the API takes it. */
export interface FixMark {
  target: { cluster: string; namespace: string; name: string }
  remedy: string | null
  what: string
  /** ISO 8601. */
  at: string
  by: string | null
  note: string | null
}

const patienceMs = 20_000

/** Says that a fix was applied; `why` is a sentence for the reader. */
export async function markFix(mark: FixMark): Promise<{ ok: true } | { ok: false; why: string }> {
  try {
    const answer = await fetch('/api/v1/fixes', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(mark),
      signal: AbortSignal.timeout(patienceMs),
    })
    if (answer.ok) return { ok: true }
    // The shape is made by app/ask/markFix.ts, of the same build as this code.
    const { error } = (await answer.json()) as { error: { why: string; todo: string } }
    return { ok: false, why: `${error.why} ${error.todo}` }
  } catch {
    return { ok: false, why: 'tailpath did not answer this browser. Try again.' }
  }
}
