import type { Answer } from '#components/live/answer.ts'
import type { Params, Question, Views } from '#components/live/views.ts'
import { parseRange } from '#lib/report/range.ts'
import { database } from '../database.ts'
import type { Ask } from './ask.ts'
import { badRequest, failureOf, notFound } from './failureOf.ts'

/** Answers a question now. What fails comes back as a failure with its words: a page shows it where the answer would be. */
export async function answerTo<Q extends Question>(ask: Ask<Q>, params: Params): Promise<Answer<Views[Q]>> {
  const now = new Date()
  const range = parseRange({ from: params.from ?? null, to: params.to ?? null }, now)
  if (!range.ok) return { view: null, failure: badRequest(range.why) }
  try {
    const view = await ask.answer({ db: database(), now, window: range.range, params })
    return view ? { view, failure: null } : { view: null, failure: notFound }
  } catch (error) {
    const failure = failureOf(error)
    // A database that is away is asked every few seconds: one line each time is enough.
    console.error(`${ask.question}: ${failure.why}`, failure.code === 'broken' ? error : '')
    return { view: null, failure }
  }
}
