import type { Params, Question, Views } from '#components/live/views.ts'
import type { Database } from '#lib/store/database.ts'
import type { TimeWindow } from '#lib/tailnet/history.ts'

/** What a question is answered from. */
export interface Asked {
  db: Database
  /** What ages are told from: the moment that the answer is of. */
  now: Date
  /** Set where the range ended in the past: all is told as it was known then, whenever it is asked. */
  at?: Date
  /** The time by the clock, which decides what is still kept so finely; `now` where it is not said. */
  clock?: Date
  window: TimeWindow
  params: Params
}

/** A question of the pages and of the API: asks the store, shapes the answer. Null where there is nothing like that. */
export interface Ask<Q extends Question> {
  question: Q
  /** Its answer changes with what rounds, diagnoses and object watches write, or by the minute: an old one can be known as still good. */
  isMarked?: boolean
  answer: (asked: Asked) => Promise<Views[Q] | null>
}
