'use client'

import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect, useState, useSyncExternalStore } from 'react'

const rowPixels = 45

const never = () => () => {}
/** The server has no layout to measure. */
const useBrowserEffect = typeof window === 'undefined' ? () => {} : useLayoutEffect

interface ShownItems {
  /** Places in the list of what is drawn, in order. */
  indexes: number[]
  /** Pixels that stand for what is not drawn, above and below. */
  above: number
  below: number
  /** To be given each drawn element, which says its place by `data-index`. */
  measure: (element: Element | null) => void
  isAll: boolean
}

/**
 * Which of a list's rows are drawn: those near the reader's window, as many as it holds and some more. The page as it
 * comes, for readers without scripts and for the first paint, has the first `atFirst`.
 */
export function useShownItems(
  { count, atFirst }: { count: number; atFirst: number },
  body: RefObject<HTMLElement | null>,
): ShownItems {
  const isMounted = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const [scrollMargin, setMargin] = useState(0)
  useBrowserEffect(() => {
    const top = body.current?.getBoundingClientRect().top
    if (top !== undefined) setMargin(Math.round(top + window.scrollY))
  })
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => rowPixels,
    overscan: 12,
    scrollMargin,
    enabled: isMounted && count > atFirst,
  })
  const measure = virtual.measureElement
  if (!isMounted || count <= atFirst) {
    const indexes = Array.from({ length: Math.min(count, atFirst) }, (_, index) => index)
    return { indexes, above: 0, below: 0, measure: () => {}, isAll: count <= atFirst }
  }
  const items = virtual.getVirtualItems()
  return {
    indexes: items.map(item => item.index),
    above: Math.max(0, (items[0]?.start ?? scrollMargin) - scrollMargin),
    below: Math.max(0, virtual.getTotalSize() - ((items.at(-1)?.end ?? scrollMargin) - scrollMargin)),
    measure,
    isAll: true,
  }
}
