'use client'

import Link from 'next/link'
import { useSyncExternalStore } from 'react'
import { useTime } from '../live/useTime.ts'
import { zoneName } from '../text/zoneName.ts'
import { useAddress } from './useAddress.ts'
import '../control/control.css'

const year = 31_536_000
const never = () => () => {}
const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** UTC or the browser's zone, in the address; the choice is also kept for the next visit. */
export function ZoneSwitch() {
  const { zone } = useTime()
  const address = useAddress()
  // The server cannot know it: the first paint shows the zone in use alone.
  const own = useSyncExternalStore(never, browserZone, () => zone)
  const zones = [...new Set(['UTC', own, zone])]
  const keep = (chosen: string) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `zone=${encodeURIComponent(chosen)}; path=/; max-age=${year}; samesite=lax`
  }
  return (
    <nav className="seg" aria-label="Time zone">
      {zones.map(one => (
        <Link
          key={one}
          href={address({ zone: one })}
          scroll={false}
          prefetch={false}
          title={one}
          onClick={() => keep(one)}
          {...(one === zone && zones.length > 1 && { 'aria-current': true })}
        >
          {zoneName(one)}
        </Link>
      ))}
    </nav>
  )
}
