import type { Answer } from '#components/live/answer.ts'
import type { Params } from '#components/live/views.ts'
import { podAsked } from '#components/pods/podAsked.ts'
import { loadPodState } from '#components/pods/podParams.ts'
import { firstOf, type PodsPage, podsPage } from '#lib/report/podsPage.ts'
import { answerTo } from './answerTo.ts'
import { pods } from './pods.ts'

/** So many pods stand in the page as it comes: more than a window holds. */
const atFirst = 50

/** The pods page as an address asks for it, with its first rows only: what all of them make together is told. */
export async function podsFirst(
  search: Record<string, string | string[] | undefined>,
  params: Params,
): Promise<Answer<PodsPage>> {
  const { view, failure } = await answerTo(pods, params)
  if (!view) return { view, failure }
  const { filter, sort, state } = podAsked(loadPodState(search))
  return { view: firstOf(podsPage(view, { filter, sort, group: state.group }), atFirst), failure }
}
