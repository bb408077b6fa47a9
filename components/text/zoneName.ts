import type { Zone } from '#lib/report/clock.ts'

/** "UTC", or the city of a zone: "Berlin". */
export const zoneName = (zone: Zone): string =>
  zone === 'UTC' ? 'UTC' : (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
