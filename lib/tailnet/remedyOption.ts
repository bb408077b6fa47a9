import type { Remedy } from './finding.ts'
import type { TargetPlace } from './standing.ts'

/** A remedy that a diagnosis proposes for a target, without its patches. */
export interface RemedyOption
  extends Pick<Remedy, 'id' | 'title' | 'applies' | 'why' | 'certainty' | 'effort' | 'turns'> {
  place: TargetPlace
  /** Names of the objects that it changes. */
  objects: string[]
  /** What it changes is kept, so that it can be tried together with others (trial.ts). */
  canTry: boolean
}
