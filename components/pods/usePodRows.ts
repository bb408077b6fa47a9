'use client'

import { type KeyboardEvent, type MouseEvent, useCallback, useMemo, useState } from 'react'
import type { PodRow } from '#lib/report/podRow.ts'

export interface PodRows {
  /** Ids of the rows that a reader chose. */
  chosen: ReadonlySet<string>
  toggle: (id: string) => void
  /** Chooses all rows from the one chosen last to this one. */
  extendTo: (id: string) => void
  clear: () => void
}

/** The rows that a reader chose, to copy them; one that is filtered away is chosen no more. */
export function usePodRows(rows: readonly PodRow[]): PodRows {
  const [marked, setMarked] = useState<{ ids: ReadonlySet<string>; last: string | null }>(nothing)
  const toggle = useCallback(
    (id: string) => setMarked(({ ids }) => ({ ids: toggled(ids, id), last: id })),
    [],
  )
  const extendTo = useCallback(
    (id: string) =>
      setMarked(({ ids, last }) => {
        const places = [last ?? id, id].map(each => rows.findIndex(row => row.id === each))
        const [from, to] = [Math.min(...places), Math.max(...places)]
        const between = from < 0 ? [id] : rows.slice(from, to + 1).map(row => row.id)
        return { ids: new Set([...ids, ...between]), last: id }
      }),
    [rows],
  )
  const clear = useCallback(() => setMarked(nothing), [])
  const chosen = useMemo(
    () =>
      marked.ids.size === 0
        ? marked.ids
        : new Set(rows.flatMap(({ id }) => (marked.ids.has(id) ? [id] : []))),
    [marked, rows],
  )
  return { chosen, toggle, extendTo, clear }
}

const nothing = { ids: new Set<string>(), last: null }

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}

/** The place in the list of the row that an event came from; null outside of rows. */
export function placeOfEvent(event: KeyboardEvent | MouseEvent | { target: EventTarget }): number | null {
  const line = event.target instanceof Element ? event.target.closest<HTMLElement>('tr[data-index]') : null
  return line?.dataset.index === undefined ? null : Number(line.dataset.index)
}
