const patienceMs = 20_000

/** Sends a note; `why` is a sentence for the reader. */
export async function sendNote({
  week,
  ...note
}: {
  week: string
  scope: string
  by: string
  text: string
}): Promise<{ ok: true } | { ok: false; why: string }> {
  try {
    const answer = await fetch(`/api/v1/review/${week}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(note),
      signal: AbortSignal.timeout(patienceMs),
    })
    if (answer.ok) return { ok: true }
    // The shape is made by app/ask/noteReview.ts, of the same build as this code.
    const { error } = (await answer.json()) as { error: { why: string; todo: string } }
    return { ok: false, why: `${error.why} ${error.todo}` }
  } catch {
    return { ok: false, why: 'tailpath did not answer this browser. Try again.' }
  }
}
