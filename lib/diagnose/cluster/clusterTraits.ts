import type { ClusterFacts } from '#lib/tailnet/cluster.ts'
import { type Cloud, cloudOf } from './cloudOf.ts'
import { type Cni, cniOf } from './cniOf.ts'
import { type Distro, distroOf } from './distroOf.ts'

/** What a cluster is made of, as far as its objects tell. */
export interface ClusterTraits {
  cni: Cni | null
  distro: Distro | null
  /** Null where no node says: then whose NAT stands outside is not known. */
  cloud: Cloud | null
}

const known = new WeakMap<ClusterFacts, ClusterTraits>()

/** Reads CNI, distribution and cloud off a cluster's objects. The same facts are read once. */
export function clusterTraits(facts: ClusterFacts): ClusterTraits {
  const before = known.get(facts)
  if (before) return before
  const traits = { cni: cniOf(facts), distro: distroOf(facts), cloud: cloudOf(facts) }
  known.set(facts, traits)
  return traits
}
