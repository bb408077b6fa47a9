'use client'

import { useSyncExternalStore } from 'react'

const query = '(prefers-reduced-motion: reduce)'
const listen = (changed: () => void) => {
  const media = window.matchMedia(query)
  media.addEventListener('change', changed)
  return () => media.removeEventListener('change', changed)
}

/** The reader asked for a page that does not move by itself. */
export const useReducedMotion = () =>
  useSyncExternalStore(
    listen,
    () => window.matchMedia(query).matches,
    () => false,
  )
