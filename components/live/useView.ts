'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Answer, Failure } from './answer.ts'
import type { TimeWords } from './timeParams.ts'
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

/** How to ask for no more than what changed since a view, and put the two together; null where they do not add up. */
export interface Following<V> {
  since: (last: V) => Params
  onto: (last: V, answer: V) => V | null
}

interface Options<V> {
  /** Asks again even while the reader has paused. */
  always?: boolean
  following?: Following<V>
}

async function look<V>(
  { question, params, last }: { question: Question; params: Params; last: V | null },
  signal: AbortSignal,
  following: Following<V> | undefined,
): Promise<Answer<V>> {
  const since = last && following ? following.since(last) : {}
  const answer = await ask<V>(viewHref(question, { ...params, ...since }), signal)
  if (!answer.view) return { view: last, failure: answer.failure }
  if (!last || !following) return answer
  const view = following.onto(last, answer.view)
  return view ? { view, failure: null } : look({ question, params, last: null }, signal, following)
}

const shownHours = ({ from, to }: TimeWords): Params => ({ ...(from && { from }), ...(to && { to }) })

/**
 * The answer to a question: the server's on first paint, then asked again while the page is live. A failed look keeps
 * the last good view beside its failure. While a replay is on, all are of its moment, whatever `params` say of hours.
 */
export function useView<Q extends Question>(
  question: Q,
  params: Params,
  { always = false, following }: Options<Views[Q]> = {},
): Answer<Views[Q]> & { updatedAt: number } {
  const { isLive, everyMs, replayed, words } = useTime()
  const isReplay = replayed !== null && !always
  const asked = isReplay ? { ...params, ...shownHours(words) } : params
  const key = viewKey(question, asked)
  const { data, dataUpdatedAt } = useQuery<Answer<Views[Q]>>({
    queryKey: key,
    queryFn: ({ client, signal }) => {
      const last = client.getQueryData<Answer<Views[Q]>>(key)?.view ?? null
      return look({ question, params: asked, last }, signal, following)
    },
    // The picture stands until that of the next moment has come; who drags on gives up the question before.
    ...(isReplay && { placeholderData: keepPreviousData }),
    // What follows keeps by itself the rows that did not change.
    structuralSharing: following === undefined,
    refetchInterval: query => {
      const hasFailed = query.state.data?.failure != null && query.state.data.failure.code !== 'bad_request'
      return isLive || always || hasFailed ? everyMs : false
    },
  })
  return { view: data?.view ?? null, failure: data?.failure ?? null, updatedAt: dataUpdatedAt }
}
