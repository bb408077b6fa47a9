import type { Certainty, Evidence, Tier } from '#lib/tailnet/finding.ts'
import type { CauseCode } from '../causes/catalogue.ts'
import type { Scene, SeenPeer } from '../scene.ts'

/** What a rule found. Its subject follows from the catalogue's scope: the target once, or each of `peers`. */
export interface Found {
  code: CauseCode
  certainty: Certainty
  evidence: Evidence[]
  /** The peers whose links it explains. */
  peers: readonly SeenPeer[]
  /** Of the peer itself, though the catalogue says it of the subject. */
  ofPeer?: true
  /** In place of the catalogue's, where the case at hand tells more. */
  missing?: { what: string; tier: Tier | null }[]
}

/** A rule looks at the whole scene and says what it finds, nothing where it does not apply. */
export type Rule = (scene: Scene) => Found[]
