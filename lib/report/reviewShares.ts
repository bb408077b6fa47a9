import type { ByTraffic } from '#lib/tailnet/history.ts'
import { bytes } from './bytes.ts'
import { type IsoWeek, weekNumber, weekShifted } from './isoWeek.ts'
import type { Figures, ReviewInput, ShareName } from './reviewInput.ts'
import { sumOf, wholePercents } from './shareOf.ts'

/** One of the three shares against the weeks before. */
export interface ReviewShare {
  name: ShareName
  title: string
  /** Of what, or when. */
  meta: string
  /** Whole percents; null where nothing was measured. */
  percents: ByTraffic | null
  /** "direct, 48 in week 46" */
  against: string
  /** Eight weeks, this one last; null where a week has no data. */
  trend: { week: IsoWeek; percents: ByTraffic | null }[]
  foot: string
}

const weeksShown = 8
const titles: Record<ShareName, string> = {
  links: 'Share of links',
  time: 'Share of time',
  bytes: 'Share of bytes',
}

/** Whole from 10 on: 5,810; below it a tenth counts. */
export function linkHours(seconds: number): string {
  const hours = seconds / 3_600
  if (hours > 0 && hours < 0.1) return '<0.1'
  return hours >= 10 || hours === 0 ? Math.round(hours).toLocaleString('en-GB') : hours.toFixed(1)
}

export function reviewShares(input: ReviewInput, figures: Figures): ReviewShare[] {
  const lastWeek = weekShifted(input.week, -1)
  const kept = new Map(input.before.map(each => [each.week, each.figures]))
  const isOver = input.now >= input.window.to
  const shareOf = (name: ShareName): ReviewShare => {
    const own = figures[name]
    const percents = own && wholePercents(own)
    const past = kept.get(lastWeek)?.[name] ?? null
    const before = past && wholePercents(past)
    const weeks = Array.from({ length: weeksShown }, (_, index) =>
      weekShifted(input.week, index + 1 - weeksShown),
    )
    return {
      name,
      title: titles[name],
      meta: metas(name, own, isOver),
      percents,
      against: percents
        ? `direct, ${before ? `${before.direct} in week ${weekNumber(lastWeek)}` : `week ${weekNumber(lastWeek)} not measured`}`
        : 'not measured',
      trend: weeks.map(week => {
        const of = week === input.week ? own : (kept.get(week)?.[name] ?? null)
        return { week, percents: of && wholePercents(of) }
      }),
      foot: own ? foot(name, own, past) : nothingWords[name],
    }
  }
  return (['links', 'time', 'bytes'] as const).map(shareOf)
}

const nothingWords: Record<ShareName, string> = {
  links: 'No active link was seen at that moment',
  time: 'No link with traffic was seen',
  bytes: 'No counter was read',
}

function metas(name: ShareName, own: ByTraffic | null, isOver: boolean): string {
  switch (name) {
    case 'links':
      return isOver ? 'Sunday 24:00' : 'now'
    case 'time':
      return isOver ? 'whole week, idle left out' : 'so far, idle left out'
    case 'bytes':
      return own ? `${bytes(sumOf(own))} in and out` : 'in and out'
  }
}

function foot(name: ShareName, own: ByTraffic, past: ByTraffic | null): string {
  switch (name) {
    case 'links':
      return `${own.direct} of ${sumOf(own)} direct, ${own.peer_relay} by peer relay, ${own.derp} by DERP`
    case 'time':
      return `${linkHours(own.direct)} link-hours direct of ${linkHours(sumOf(own))}`
    case 'bytes':
      return `${bytes(own.derp)} went through DERP${past ? `, ${bytes(past.derp)} the week before` : ''}`
  }
}
