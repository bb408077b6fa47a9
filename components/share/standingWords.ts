import { dayClock } from '#lib/report/clock.ts'

interface Standing {
  isOpen: boolean
  expiresAt: Date | null
  revokedAt: Date | null
}

/** Whether a frozen view is still open, and until when, or since when not. */
export function standingWords({ isOpen, expiresAt, revokedAt }: Standing): string {
  const told = (at: Date) => dayClock(at.getTime(), 'UTC')
  if (revokedAt) return `revoked ${told(revokedAt)}`
  if (isOpen) return expiresAt ? `open until ${told(expiresAt)}` : 'open until revoked'
  return expiresAt ? `expired ${told(expiresAt)}` : 'closed'
}
