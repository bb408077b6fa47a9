import { clock, moment, type Zone } from './clock.ts'
import type { Frozen } from './frozen.ts'

/** What is told with every view that is frozen. */
export interface FreezeInput {
  takenAt: number
  from: number
  to: number
  zone: Zone
  by: string | null
}

const hourMs = 3_600_000

/** The part of a frozen view that says when it was taken, by whom and what it covers. */
export const frozenHead = ({ takenAt, from, to, zone, by }: FreezeInput) =>
  ({ version: 1, takenAt, from, to, zone, by }) satisfies Partial<Frozen>

/** A frozen view has no "ago": its readers do not know from when. */
export const absolute = (text: string, { takenAt, zone }: FreezeInput) =>
  text.replace(/\ban hour ago\b/g, `at ${clock(takenAt - hourMs, zone)} ${zone}`)

/** A moment in the zone that was on screen, which the page names. */
export const told = (at: number, { takenAt, zone }: FreezeInput) => moment(at, takenAt, zone)
