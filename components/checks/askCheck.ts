interface Place {
  cluster: string
  namespace: string
  name: string
}

/** A check as the API takes it. */
export type CheckAsk = { target: Place; kind: 'netcheck' } | { target: Place; kind: 'ping'; peer: string }

const patienceMs = 20_000

/** Puts a check into the queue; `why` is a sentence for the reader. */
export async function askCheck(
  ask: CheckAsk,
): Promise<{ ok: true; id: string } | { ok: false; why: string }> {
  try {
    const answer = await fetch('/api/v1/checks', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(ask),
      signal: AbortSignal.timeout(patienceMs),
    })
    // Both shapes are made by app/ask/askForCheck.ts, of the same build as this code.
    if (answer.ok) return { ok: true, id: ((await answer.json()) as { id: string }).id }
    const { error } = (await answer.json()) as { error: { why: string; todo: string } }
    return { ok: false, why: `${error.why} ${error.todo}` }
  } catch {
    return { ok: false, why: 'tailpath did not answer this browser.' }
  }
}
