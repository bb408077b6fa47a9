'use client'

import Link from 'next/link'
import { moment } from '#lib/report/clock.ts'
import { duration } from '#lib/report/duration.ts'
import { relativeWord } from '#lib/report/range.ts'
import { useTime } from '../live/useTime.ts'
import { zoneName } from '../text/zoneName.ts'
import { shownRange } from './shownRange.ts'
import { useAddress } from './useAddress.ts'
import './shell.css'

interface Props {
  asOf: number
  now: number
  /** Last good look into a pod; null before the first. */
  lastRoundAt: number | null
}

const iso = (at: Date) => at.toISOString().replace(/\.\d{3}Z$/, 'Z')

/** Says whether the page moves with the clock; a click stops it, or lets it go on. Both are addresses. */
export function LivePill({ asOf, now, lastRoundAt }: Props) {
  const { words, zone, isLive } = useTime()
  const address = useAddress()
  const range = shownRange(words, asOf)
  if (!isLive) {
    const at = `${moment(range.to.getTime(), asOf, zone)} ${zoneName(zone)}`
    const length = range.to.getTime() - range.from.getTime()
    return (
      <>
        <span className="pill paused" role="status">
          Paused at {at}
        </span>
        <Link
          className="btn"
          href={address({ from: relativeWord(length), to: null })}
          scroll={false}
          aria-keyshortcuts="l"
        >
          Jump to now
        </Link>
      </>
    )
  }
  const age = lastRoundAt === null ? 'no round yet' : `${duration((now - lastRoundAt) / 1000)} ago`
  return (
    <Link
      className="pill live"
      href={address({ from: iso(range.from), to: iso(range.to) })}
      scroll={false}
      prefetch={false}
      aria-keyshortcuts="l"
      title="Pause: the page stands still at this moment"
    >
      Live<span className="age">{age}</span>
    </Link>
  )
}
