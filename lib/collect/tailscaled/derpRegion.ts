import { type DerpRegionId, derpRegionId } from '#lib/tailnet/ids.ts'

/** Regions are kept as a Postgres integer; one that is larger, or no whole number, would spoil the rounds that come with it. */
export const highestRegion = 2 ** 31 - 1

/** The region of a number that a pod says; null for none (0), and for what can be none. */
export const derpRegion = (id: number | null | undefined): DerpRegionId | null =>
  id && Number.isInteger(id) && id > 0 && id <= highestRegion ? derpRegionId(id) : null
