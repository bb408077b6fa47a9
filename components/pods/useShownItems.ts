'use client'

import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useLayoutEffect, useState, useSyncExternalStore } from 'react'

const never = () => () => {}
/** The server has no layout to measure. */
const useBrowserEffect = typeof window === 'undefined' ? () => {} : useLayoutEffect

interface Asked {
  count: number
  /** A list no longer than this is drawn whole. */
  atMost: number
  /** How high a line is before it is drawn, in pixels. */
  pixelsOf: (index: number) => number
  /** A line that stays drawn wherever the reader scrolls, since the focus is in it; -1 for none. */
  kept: number
}

interface ShownItems {
  /** Places in the list of what is drawn, in order. */
  indexes: number[]
  /** Pixels that stand for what is not drawn, before each of those and after the last. */
  gaps: number[]
  /** To be given each drawn element, which says its place by `data-index`. */
  measure: (element: Element | null) => void
  /** Brings a line into the window. */
  scrollTo: (index: number) => void
}

/** Which of a list's lines are drawn: those near the reader's window, as many as it holds and some more. */
export function useShownItems(
  { count, atMost, pixelsOf, kept }: Asked,
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
  const isVirtual = isMounted && count > atMost
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: pixelsOf,
    overscan: 12,
    scrollMargin,
    enabled: isVirtual,
    rangeExtractor: range => withKept(defaultRangeExtractor(range), kept, count),
  })
  const scrollTo = useCallback(
    (index: number) => virtual.scrollToIndex(index, { align: 'center' }),
    [virtual],
  )
  if (!isVirtual) {
    const indexes = Array.from({ length: count }, (_, index) => index)
    return { indexes, gaps: [], measure: () => {}, scrollTo: () => {} }
  }
  const items = virtual.getVirtualItems()
  const ends = [scrollMargin, ...items.map(({ end }) => end)]
  const starts = [...items.map(({ start }) => start), virtual.getTotalSize() + scrollMargin]
  return {
    indexes: items.map(({ index }) => index),
    gaps: starts.map((start, place) => Math.max(0, start - (ends[place] ?? start))),
    measure: virtual.measureElement,
    scrollTo,
  }
}

function withKept(shown: number[], kept: number, count: number): number[] {
  if (kept < 0 || kept >= count || shown.includes(kept)) return shown
  return [...shown, kept].sort((a, b) => a - b)
}
