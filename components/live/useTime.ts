'use client'

import { useQueryStates } from 'nuqs'
import { createContext, useContext } from 'react'
import { isZone, type Zone } from '#lib/report/clock.ts'
import { relativeSeconds, replayedRange } from '#lib/report/range.ts'
import { type TimeWords, timeParams } from './timeParams.ts'

/** The zone that this reader chose before; an address may say another one. */
export const ChosenZone = createContext<Zone>('UTC')

export interface Time {
  /** The hours that are shown: of a replay those that end at its moment. */
  words: TimeWords
  zone: Zone
  /** The range ends now and moves on; else the page stands still. */
  isLive: boolean
  /** How often a live page asks again, in milliseconds. */
  everyMs: number
  /** The moment that is replayed; null while none is. */
  replayed: string | null
}

const hour = 3_600

/** A longer range changes less from one look to the next and costs the database more. */
function everyMs(seconds: number): number {
  if (seconds <= 12 * hour) return 5_000
  return seconds <= 48 * hour ? 15_000 : 60_000
}

/** What the address says of time. */
export function useTime(): Time {
  const [{ at, ...said }] = useQueryStates(timeParams)
  const chosen = useContext(ChosenZone)
  const replay = at === null ? null : replayedRange(said, at)
  const words = { ...said, ...replay }
  return {
    words,
    zone: words.zone !== null && isZone(words.zone) ? words.zone : chosen,
    isLive: words.to === null,
    everyMs: everyMs(relativeSeconds(words.from ?? '6h') ?? 6 * hour),
    replayed: replay && at,
  }
}
