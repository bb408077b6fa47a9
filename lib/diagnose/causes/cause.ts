import type { Tier } from '#lib/tailnet/finding.ts'

/** A reason why a link is not direct, as a row of the catalogue. Split by remedy: two reasons with one cure are one row. */
export interface Cause {
  /** A plain statement, with a capital and without a full stop. */
  title: string
  /** What it means, for the page of the cause: two or three sentences. */
  means: string
  /**
   * Where it lies: on the pod's side (one finding per target), on the peer's or between the two (one per link), or
   * in the state of the link, which is no NAT at all.
   */
  scope: 'pod' | 'peer' | 'pair' | 'state'
  /**
   * Left out, it says why a link is not direct. "beside": it says something of a relayed link, but not why it is relayed.
   * "not the path": it clears the path; what is slow or fails, fails elsewhere.
   */
  role?: 'beside' | 'not the path'
  /** Codes that explain it away: beside one of them on the same links it is not said. */
  silencedBy: readonly string[]
  /** What would show that it is not so. */
  disproof: string
  /** What would make it surer, and the tier that would tell. */
  surer: readonly { what: string; tier: Tier | null }[]
  /** Ids of remedies, best first (reference, section 3). */
  remedies: readonly string[]
  links: readonly string[]
}
