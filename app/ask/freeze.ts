import type { Frozen } from '#lib/report/frozen.ts'
import type { KnownNames } from '#lib/report/redactText.ts'
import type { Database } from '#lib/store/database.ts'
import { knownNames } from '#lib/store/read/knownNames.ts'
import type { FrozenAsk } from './frozenAsk.ts'
import { frozenPage } from './frozenPage.ts'
import type { reviewSettings } from './reviewSettings.ts'

export interface FreezeHow {
  now: Date
  /** Who freezes it, as they say; null where they say nothing. */
  by: string | null
  review: ReturnType<typeof reviewSettings>
}

/** The view with all its names, and the names that are known; null where there is nothing of that place. */
export async function freeze(
  db: Database,
  ask: FrozenAsk,
  { now, by, review }: FreezeHow,
): Promise<{ frozen: Frozen; known: KnownNames } | null> {
  const { window, params, zone, at } = ask
  const input = {
    takenAt: now.getTime(),
    from: window.from.getTime(),
    to: window.to.getTime(),
    zone,
    by,
  }
  const asked = { db, now: at ?? now, clock: now, window, params, ...(at && { at }) }
  const frozen = await frozenPage(ask, asked, { input, review })
  if (!frozen) return null
  // A week lies before the hours on screen, and its names are to be known as well.
  const from = new Date(Math.min(frozen.from, window.from.getTime()))
  return { frozen, known: await knownNames(db, from) }
}
