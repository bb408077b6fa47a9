import type { ClusterFacts, NodeFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import type { Certainty, Evidence, Hardness } from '#lib/tailnet/finding.ts'
import type { CauseCode } from '../causes/catalogue.ts'
import type { ClusterTraits } from '../cluster/clusterTraits.ts'

/** Where a pod stands. */
export interface Place {
  pod: PodFacts
  cluster: ClusterFacts
  /** Null where the pod is not scheduled or nodes cannot be read. */
  node: NodeFacts | null
  traits: ClusterTraits
}

/** What the objects say of the source NAT that a pod's packets meet on their node. A claim, not a measurement. */
export interface Snat {
  hardness: Hardness
  /** How far the objects alone are to be believed. */
  certainty: Certainty
  /** "VPC CNI, prng" */
  name: string
  why: string
  /** Code of the cause where it is hard, or where a measurement shows it so against its configuration. */
  cause: CauseCode | null
  evidence: Evidence[]
}
