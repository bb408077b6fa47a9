'use client'

import { noFilter } from '#lib/report/podFilter.ts'
import { ButtonLink } from '../control/ButtonLink.tsx'
import { State } from '../panel/State.tsx'
import { Name } from '../text/Name.tsx'
import { podsHref } from './podParams.ts'
import type { PodChoice } from './usePodState.ts'

/** No row: none was found yet, or the filter leaves none. */
export function NoPods({
  filtered,
}: {
  /** `withoutWords` pass the other filters, of `total` in all. */
  filtered?: { choice: PodChoice; withoutWords: number; total: number }
}) {
  if (!filtered) {
    return (
      <State
        kind="waiting"
        title="No pod with tailscale has been found yet"
        actions={<ButtonLink href="/settings">Which clusters answer</ButtonLink>}
      >
        The collector lists the pods of every cluster it may see. Within a minute of its first list they stand
        here.
      </State>
    )
  }
  const { choice, withoutWords, total } = filtered
  const { state, filter } = choice
  const { order, sort, group, cols } = state
  return (
    <State
      kind="info"
      title={
        filter.q === '' ? (
          'No pod passes these filters together'
        ) : (
          <>
            No pod matches “<Name name={filter.q} />”
          </>
        )
      }
      actions={
        <>
          {filter.q !== '' && withoutWords > 0 && (
            <ButtonLink href={podsHref({ ...state, q: '' })}>Clear name</ButtonLink>
          )}
          <ButtonLink href={podsHref({ ...noFilter, order, sort, group, cols })}>Clear all</ButtonLink>
        </>
      }
    >
      {filter.q !== '' && withoutWords > 0
        ? `${withoutWords} of ${total} pods pass the other filters; none of them has these words in its name, workload, namespace, cluster or cause.`
        : `There are ${total} pods in all.`}
    </State>
  )
}
