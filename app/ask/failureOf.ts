import type { Failure } from '#components/live/answer.ts'
import { isDatabaseAway } from '#lib/store/isDatabaseAway.ts'

/** What a reader is told of an error of the store. Only the log gets the error itself: it may name hosts and users. */
export function failureOf(error: unknown): Failure {
  if (isDatabaseAway(error)) {
    return {
      code: 'database_away',
      why: 'The database does not answer.',
      todo: 'The page comes back by itself when it does. With a Postgres of your own, see whether DATABASE_URL still leads to it; the embedded one is started anew within seconds.',
    }
  }
  return {
    code: 'broken',
    why: 'This question could not be answered.',
    todo: 'It is asked again by itself. The log of the pages has the error (pages.log in the data folder).',
  }
}

export const badRequest = (why: string): Failure => ({
  code: 'bad_request',
  why,
  todo: 'Choose a range in the bar above.',
})

export const notFound: Failure = {
  code: 'not_found',
  why: 'There is nothing of that name.',
  todo: 'It may have gone, or no collector has run on this database yet.',
}
