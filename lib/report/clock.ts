/** An IANA zone, or "UTC". */
export type Zone = string

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

interface Parts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

const formats = new Map<Zone, Intl.DateTimeFormat>()

function formatOf(zone: Zone): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(zone, format)
  return format
}

/** True for a zone that this runtime knows; what comes from an address is asked here first. */
export function isZone(name: string): boolean {
  try {
    formatOf(name)
    return true
  } catch {
    return false
  }
}

function partsOf(at: number, zone: Zone): Parts {
  const parts = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 }
  for (const { type, value } of formatOf(zone).formatToParts(at)) {
    if (type in parts) parts[type as keyof Parts] = Number(value) // `in` has just shown that it is a key
  }
  return parts
}

const two = (value: number) => String(value).padStart(2, '0')

/** 02:38 */
export function clock(at: number, zone: Zone): string {
  const { hour, minute } = partsOf(at, zone)
  return `${two(hour)}:${two(minute)}`
}

/** 02:38:08 */
export function clockSeconds(at: number, zone: Zone): string {
  return `${clock(at, zone)}:${two(partsOf(at, zone).second)}`
}

/** 22 Nov */
export function day(at: number, zone: Zone): string {
  const { day, month } = partsOf(at, zone)
  return `${day} ${months[month - 1] ?? ''}`
}

/** 22 Nov 21:17 */
export function dayClock(at: number, zone: Zone): string {
  return `${day(at, zone)} ${clock(at, zone)}`
}

/** 02:38 for a moment less than 24 h before `now`, else 22 Nov 21:17: the shortest that says which moment. */
export function moment(at: number, now: number, zone: Zone): string {
  return Math.abs(now - at) < 86_400_000 ? clock(at, zone) : dayClock(at, zone)
}

/** Milliseconds that `zone` is ahead of UTC at a moment. */
export function offsetOf(at: number, zone: Zone): number {
  const { year, month, day, hour, minute, second } = partsOf(at, zone)
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}
