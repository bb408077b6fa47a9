import { type DehydratedState, dehydrate, QueryClient } from '@tanstack/react-query'
import { viewKey } from '#components/live/viewKey.ts'
import type { Params, Question } from '#components/live/views.ts'
import { answerTo } from './answerTo.ts'
import type { Ask } from './ask.ts'

/** A question with what it is asked with. `Ask<Question>` would want an answer to all questions at once. */
export type Asking = { [Q in Question]: { ask: Ask<Q>; params: Params } }[Question]

/** Answers questions on the server, at once, for the first paint: to be given to a HydrationBoundary. */
export async function seed(asking: Asking[]): Promise<DehydratedState> {
  const client = new QueryClient()
  await Promise.all(
    asking.map(({ ask, params }) =>
      client.query({
        queryKey: viewKey(ask.question, params),
        queryFn: () => answerTo(ask as Ask<Question>, params),
      }),
    ),
  )
  return dehydrate(client)
}
