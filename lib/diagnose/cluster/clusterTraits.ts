import type { ClusterFacts, NodeFacts } from '#lib/tailnet/cluster.ts'
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
const knownOfNode = new WeakMap<NodeFacts, { facts: ClusterFacts; traits: ClusterTraits }>()

/**
 * Reads CNI, distribution and cloud off a cluster's objects; with a node, the CNI that is its own. The same facts are
 * read once.
 */
export function clusterTraits(facts: ClusterFacts, node: NodeFacts | null = null): ClusterTraits {
  if (node) return nodeTraits(facts, node)
  const before = known.get(facts)
  if (before) return before
  const traits = { cni: cniOf(facts), distro: distroOf(facts), cloud: cloudOf(facts) }
  known.set(facts, traits)
  return traits
}

function nodeTraits(facts: ClusterFacts, node: NodeFacts): ClusterTraits {
  const before = knownOfNode.get(node)
  if (before?.facts === facts) return before.traits
  const traits = { ...clusterTraits(facts), cni: cniOf(facts, node) }
  knownOfNode.set(node, { facts, traits })
  return traits
}
