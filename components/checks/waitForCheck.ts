import type { ChecksView } from '#lib/report/checksView.ts'
import { viewHref } from '../live/viewKey.ts'
import type { Params } from '../live/views.ts'

const everyMs = 1_000
/** Ten pings take 20 s at most, a collector takes one up within 2 s, and four may stand before it. */
const patienceMs = 60_000

/** The checks of a pod as soon as this one has ended, as `useView` holds them; null where that takes too long. */
export async function waitForCheck(
  params: Params,
  id: string,
): Promise<{ view: ChecksView; failure: null } | null> {
  const until = performance.now() + patienceMs
  while (performance.now() < until) {
    await new Promise(done => setTimeout(done, everyMs))
    const view = await looked(params)
    const row = view?.rows.find(each => each.id === id)
    if (view && row && row.finishedAt !== null) return { view, failure: null }
  }
  return null
}

async function looked(params: Params): Promise<ChecksView | null> {
  try {
    const answer = await fetch(viewHref('checks', params))
    // Made by app/ask/answerWith.ts, of the same build as this code.
    return answer.ok ? ((await answer.json()) as ChecksView) : null
  } catch {
    return null
  }
}
