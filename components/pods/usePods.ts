'use client'

import { useDeferredValue, useMemo } from 'react'
import { mergedPods } from '#lib/report/mergedPods.ts'
import { type PodsPage, podsPage } from '#lib/report/podsPage.ts'
import type { PodsView } from '#lib/report/podsView.ts'
import type { Answer } from '../live/answer.ts'
import { type Following, useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import type { PodChoice } from './usePodState.ts'

const following: Following<PodsView> = {
  since: ({ version }): Params => (version === null ? {} : { since: version }),
  onto: mergedPods,
}

/**
 * What the pods page shows. It comes with its first rows; all of them follow at once, and then only what changed. `first` is
 * what the server made of the same address.
 */
export function usePods(params: Params, choice: PodChoice, first: Answer<PodsPage>): Answer<PodsPage> {
  const { view, failure } = useView('pods', params, { following })
  const filter = useDeferredValue(choice.filter)
  const { sort } = choice
  const { group } = choice.state
  const page = useMemo(() => view && podsPage(view, { filter, sort, group }), [view, filter, sort, group])
  if (page) return { view: page, failure }
  return { view: first.view, failure: failure ?? first.failure }
}
