'use client'

import { CopyLink } from '../control/CopyLink.tsx'
import { useTime } from '../live/useTime.ts'
import { shownRange } from '../shell/shownRange.ts'
import { useAddress } from '../shell/useAddress.ts'

/** Copies the address of this page with the hours on screen: absolute, and in a zone that is named. */
export function CopyPageLink({ asOf }: { asOf: number }) {
  const { words, zone } = useTime()
  const address = useAddress()
  const { from, to } = shownRange(words, asOf)
  return <CopyLink href={address({ zone })} from={from.getTime()} to={to.getTime()} keys="c" />
}
