/** How long a frozen view may be open to whoever has its link, shortest first. */
export const expiries = ['1h', '1d', '7d', '30d', 'never'] as const

export type Expiry = (typeof expiries)[number]

const hour = 3_600_000
const lengthMs: Record<Expiry, number | null> = {
  '1h': hour,
  '1d': 24 * hour,
  '7d': 168 * hour,
  '30d': 720 * hour,
  never: null,
}

export const expiryOf = (text: string): Expiry | null => expiries.find(each => each === text) ?? null

/** The choices that an administrator's maximum leaves. */
export const expiriesUpTo = (most: Expiry): Expiry[] => expiries.slice(0, expiries.indexOf(most) + 1)

/** When a view that is frozen at `at` ends; null for never. */
export function endOf(expiry: Expiry, at: Date): Date | null {
  const length = lengthMs[expiry]
  return length === null ? null : new Date(at.getTime() + length)
}
