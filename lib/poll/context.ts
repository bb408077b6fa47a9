import type { Database } from '#lib/store/database.ts'
import type { ChangedSubjects } from './changedSubjects.ts'
import type { Clock } from './clock.ts'
import type { Health } from './health.ts'
import type { Logger } from './logger.ts'
import type { Persist } from './persist.ts'
import type { RoundQueue } from './roundQueue.ts'
import type { PollSettings } from './settings.ts'

/** What every job of one collector works with. */
export interface Context {
  db: Database
  clock: Clock
  log: Logger
  settings: PollSettings
  persist: Persist
  queue: RoundQueue
  health: Health
  changed: ChangedSubjects
}
