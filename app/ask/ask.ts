import type { Params, Question, Views } from '#components/live/views.ts'
import type { Database } from '#lib/store/database.ts'
import type { TimeWindow } from '#lib/tailnet/history.ts'

/** What a question is answered from. */
export interface Asked {
  db: Database
  now: Date
  window: TimeWindow
  params: Params
}

/** A question of the pages and of the API: asks the store, shapes the answer. Null where there is nothing like that. */
export interface Ask<Q extends Question> {
  question: Q
  answer: (asked: Asked) => Promise<Views[Q] | null>
}
