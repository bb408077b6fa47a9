'use client'

import { useSyncExternalStore } from 'react'

/** The moment under a reader's pointer, or that keys stepped to, and the chart that they are on. */
export interface Cross {
  at: number
  by: string
}

let cross: Cross | null = null
const heard = new Set<() => void>()

function set(next: Cross | null): void {
  if (next?.at === cross?.at && next?.by === cross?.by) return
  cross = next
  for (const tell of heard) tell()
}

/** One cross-hair for all charts of a page, whatever draws them: a chart shows it, and takes back only its own. */
export const crossHair = {
  show: (at: number, by: string) => set({ at, by }),
  hide: (by: string) => {
    if (cross?.by === by) set(null)
  },
}

const listen = (tell: () => void) => {
  heard.add(tell)
  return () => heard.delete(tell)
}

export const useCrossHair = (): Cross | null =>
  useSyncExternalStore(
    listen,
    () => cross,
    () => null,
  )
