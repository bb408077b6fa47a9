import type { Effort, Remedy } from '#lib/tailnet/finding.ts'
import type { JudgedPeer } from '../judgement.ts'
import type { Change } from './gainOf.ts'

/** A remedy before its gain is known: what it would change about the paths, and how much it asks of people. */
export interface Proposal extends Omit<Remedy, 'gain' | 'turns' | 'verify'> {
  /** For a ping it takes a peer whose link would change. */
  verify: Remedy['verify'] | ((peer: JudgedPeer | null) => Remedy['verify'])
  /** Null where it is not about finding a path. */
  change: Change | null
}

/** The least first: of two with the same gain the smaller comes first. */
export const efforts = [
  'field',
  'workload',
  'move',
  'new_object',
  'cluster',
  'network',
  'elsewhere',
] as const satisfies readonly Effort[]

/** What most remedies leave open. */
export const bare = {
  applies: 'yes',
  why: '',
  certainty: 'likely',
  patches: [],
  checks: [],
  limits: [],
  links: [],
} as const satisfies Partial<Proposal>
