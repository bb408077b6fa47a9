'use client'

import { useQuery } from '@tanstack/react-query'
import type { Answer, Failure } from './answer.ts'
import { useTime } from './useTime.ts'
import { viewHref, viewKey } from './viewKey.ts'
import type { Params, Question, Views } from './views.ts'

/** A page that waits longer says so rather than seeming live. */
const patienceMs = 20_000

const unreachable: Failure = {
  code: 'unreachable',
  why: 'tailpath did not answer this browser.',
  todo: 'The page asks again by itself. If it stays so, see whether tailpath still runs where you started it.',
}

async function ask<V>(href: string, signal: AbortSignal): Promise<Answer<V>> {
  try {
    const answer = await fetch(href, { signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]) })
    // Both shapes are made by app/ask/answerWith.ts, of the same build as this code.
    if (answer.ok) return { view: (await answer.json()) as V, failure: null }
    const { error } = (await answer.json()) as { error: Failure }
    return { view: null, failure: error }
  } catch (error) {
    if (signal.aborted) throw error
    return { view: null, failure: unreachable }
  }
}

/**
 * The answer to a question: the server's on first paint, then asked again while the page is live. A failed look keeps
 * the last good view beside its failure. `always` asks again even while the reader has paused.
 */
export function useView<Q extends Question>(
  question: Q,
  params: Params,
  { always = false }: { always?: boolean } = {},
): Answer<Views[Q]> & { updatedAt: number } {
  const { isLive, everyMs } = useTime()
  const key = viewKey(question, params)
  const { data, dataUpdatedAt } = useQuery<Answer<Views[Q]>>({
    queryKey: key,
    queryFn: async ({ client, signal }) => {
      const answer = await ask<Views[Q]>(viewHref(question, params), signal)
      if (answer.view) return answer
      const last = client.getQueryData<Answer<Views[Q]>>(key)
      return { view: last?.view ?? null, failure: answer.failure }
    },
    refetchInterval: query => {
      const hasFailed = query.state.data?.failure != null && query.state.data.failure.code !== 'bad_request'
      return isLive || always || hasFailed ? everyMs : false
    },
  })
  return { view: data?.view ?? null, failure: data?.failure ?? null, updatedAt: dataUpdatedAt }
}
