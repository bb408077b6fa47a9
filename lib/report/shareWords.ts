import type { ByTraffic } from '#lib/tailnet/history.ts'
import type { TrafficKind } from '#lib/tailnet/path.ts'
import { bytes } from './bytes.ts'
import { counted } from './counted.ts'
import { lengthOf } from './range.ts'
import { sumOf } from './shareOf.ts'
import type { ShareBlock, ShareName } from './sharesView.ts'

export const shareTitles: Record<ShareName, string> = {
  links: 'Share of links',
  time: 'Share of time',
  bytes: 'Share of bytes',
}

/** What the whole of a share is. */
export function shareMeta({ name, parts }: ShareBlock, from: number, to: number, isLive: boolean): string {
  const length = lengthOf(from, to)
  switch (name) {
    case 'links':
      return isLive ? 'now' : 'at the end of the range'
    case 'time':
      return `${length}, idle left out`
    case 'bytes':
      // No counter read is no "0 B".
      return sumOf(parts) > 0 ? `${length}, ${bytes(sumOf(parts))} in and out` : `${length}, in and out`
  }
}

/** How it stands against an hour, or a range, before. Nothing where that was not measured. */
export function shareChange({ name, change }: ShareBlock, from: number, to: number): string {
  if (change === null) return ''
  if (name === 'links') {
    if (change === 0) return 'as many as an hour ago'
    return `${counted(Math.abs(change), 'link')} ${change > 0 ? 'more' : 'fewer'} than an hour ago`
  }
  const before = `the ${lengthOf(from, to)} before`
  if (change === 0) return `as in ${before}`
  const points = Math.abs(change) === 1 ? '1 point' : `${Math.abs(change)} points`
  return `${points} ${change > 0 ? 'above' : 'below'} ${before}`
}

/** One part of a share: links as a count, time as a percentage, bytes in their unit. */
export function shareValue(name: ShareName, parts: ByTraffic, kind: TrafficKind): string {
  switch (name) {
    case 'links':
      // Of no link at all nobody can say whether none is there or none was seen.
      return sumOf(parts) > 0 ? String(parts[kind]) : '–'
    case 'time':
      return percentWords(parts, kind)
    case 'bytes':
      return sumOf(parts) > 0 ? bytes(parts[kind]) : '–'
  }
}

/** Whole percents, but never "0 %" for what is there. */
function percentWords(parts: ByTraffic, kind: TrafficKind): string {
  const whole = sumOf(parts)
  if (!(whole > 0)) return '–'
  const percent = (parts[kind] / whole) * 100
  if (percent > 0 && percent < 1) return '<1 %'
  return `${Math.round(percent)} %`
}
