import type { Answer } from '#components/live/answer.ts'
import type { Params, Question, Views } from '#components/live/views.ts'
import { parseRange } from '#lib/report/range.ts'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import { database } from '../database.ts'
import type { Ask } from './ask.ts'
import { badRequest, failureOf, notFound } from './failureOf.ts'

/** The end of a range that stands still, and has passed; none for one that moves on with the clock. */
const momentOf = ({ to }: TimeWindow, params: Params, clock: Date) =>
  params.to && to < clock ? to : undefined

/** Answers a question now, or as of the end of a range in the past. What fails comes back as a failure with its words: a page shows it where the answer would be. */
export async function answerTo<Q extends Question>(ask: Ask<Q>, params: Params): Promise<Answer<Views[Q]>> {
  const clock = new Date()
  const range = parseRange({ from: params.from ?? null, to: params.to ?? null }, clock)
  if (!range.ok) return { view: null, failure: badRequest(range.why) }
  try {
    const { db, window } = { db: database(), window: range.range }
    const at = momentOf(window, params, clock)
    const view = await ask.answer({ db, window, params, now: at ?? clock, clock, ...(at && { at }) })
    return view ? { view, failure: null } : { view: null, failure: notFound }
  } catch (error) {
    const failure = failureOf(error)
    // A database that is away is asked every few seconds: one line each time is enough.
    console.error(`${ask.question}: ${failure.why}`, failure.code === 'broken' ? error : '')
    return { view: null, failure }
  }
}
