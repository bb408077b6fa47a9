'use client'

import { type FocusEvent, type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { PodItem } from '#lib/report/podsPage.ts'
import { rowKey } from '../table/rowKey.ts'
import { type PodRows, placeOfEvent } from './usePodRows.ts'

interface Parts {
  items: readonly PodItem[]
  rows: PodRows
  body: RefObject<HTMLElement | null>
}

/** The server has no layout to wait for. */
const useBrowserEffect = typeof window === 'undefined' ? () => {} : useLayoutEffect

/**
 * Keys in the list of pods: arrows, Home, End and the page keys lead from row to row, also to one that is not drawn yet;
 * with Shift they choose what they pass, Space chooses the row. `entry` is the id of the row in the way of the tabulator key.
 */
export function usePodKeys({ items, rows, body }: Parts) {
  const [entry, setEntry] = useState<string | null>(null)
  const [isInside, setInside] = useState(false)
  const awaited = useRef<number | null>(null)
  const linkAt = (index: number) =>
    body.current?.querySelector<HTMLElement>(`tr[data-index="${index}"] .rowlink`) ?? null

  useBrowserEffect(() => {
    const link = awaited.current === null ? null : linkAt(awaited.current)
    if (!link) return
    awaited.current = null
    link.focus({ preventScroll: true })
  })

  function lead(to: number, scrollTo: (index: number) => void) {
    const item = items[to]
    if (!item || !('row' in item)) return
    const link = linkAt(to)
    if (link) return link.focus()
    awaited.current = to
    setEntry(item.row.id)
    scrollTo(to)
  }

  const onKeyDown = (event: KeyboardEvent, scrollTo: (index: number) => void) => {
    const at = placeOfEvent(event)
    const item = at === null ? undefined : items[at]
    const isOnLink = event.target instanceof Element && event.target.matches('.rowlink')
    if (at === null || !item || !('row' in item) || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Escape' && rows.chosen.size > 0) {
      event.preventDefault()
      return rows.clear()
    }
    if (event.key === ' ' && isOnLink) {
      event.preventDefault()
      return event.shiftKey ? rows.extendTo(item.row.id) : rows.toggle(item.row.id)
    }
    const places = items.flatMap((each, index) => ('row' in each ? [index] : []))
    const to = places[rowKey(event.key, places.indexOf(at), places.length) ?? -1]
    const next = to === undefined ? undefined : items[to]
    if (to === undefined || !next || !('row' in next)) return
    event.preventDefault()
    if (event.shiftKey) {
      if (!rows.chosen.has(item.row.id)) rows.toggle(item.row.id)
      rows.extendTo(next.row.id)
    }
    lead(to, scrollTo)
  }

  const onFocus = (event: FocusEvent) => {
    const at = placeOfEvent(event)
    const item = at === null ? undefined : items[at]
    setInside(true)
    if (item && 'row' in item) setEntry(item.row.id)
  }
  const onBlur = (event: FocusEvent) => {
    if (!(event.relatedTarget instanceof Node && body.current?.contains(event.relatedTarget)))
      setInside(false)
  }
  const entryAt = items.findIndex(item => 'row' in item && item.row.id === entry)
  const firstAt = items.findIndex(item => 'row' in item)
  return {
    entryAt: entryAt < 0 ? firstAt : entryAt,
    keptAt: isInside ? entryAt : -1,
    onKeyDown,
    onFocus,
    onBlur,
  }
}
