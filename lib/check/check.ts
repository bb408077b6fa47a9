import type { TierRights } from '#lib/tailnet/rights.ts'

/** What came of looking at one tier of one source. */
export interface TierCheck {
  tier: TierRights['tier']
  /** What is looked at: a scope, "objects", "metrics and logs". */
  what: string
  /** Null for the whole source. */
  namespaces: string[] | null
  /**
   * ok: the right is there. missing: it is not. absent: there is nothing that needs it. off: nobody switched it on.
   * failed: the question had no answer.
   */
  state: 'ok' | 'missing' | 'absent' | 'off' | 'failed'
  /** A missing right fails the check only where the configuration asks for it. */
  isAskedFor: boolean
  says: string
  /** The scope or the YAML that gives what is missing. */
  add: Addition | null
}

export interface Addition {
  /** One sentence: where it goes. */
  how: string
  text: string
}

/** A source and its tiers. */
export interface SourceCheck {
  source: string
  /** As whom it is asked; null where that is not known. */
  account: string | null
  tiers: TierCheck[]
}
