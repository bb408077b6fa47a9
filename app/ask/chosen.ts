import { type Theme, themes } from '#components/shell/theme.ts'
import { isZone, type Zone } from '#lib/report/clock.ts'

interface Cookies {
  get: (name: string) => { value: string } | undefined
}

/** What a reader chose before, out of cookies that anyone may have written: unknown values count as none. */
export function chosen(cookies: Cookies): { theme: Theme; zone: Zone } {
  const theme = themes.find(one => one === cookies.get('theme')?.value) ?? 'system'
  const zone = cookies.get('zone')?.value
  return { theme, zone: zone !== undefined && isZone(zone) ? zone : 'UTC' }
}
