import type { EndNat, PeerEnd } from '#lib/tailnet/matrix.ts'
import type { TargetPlace } from '#lib/tailnet/standing.ts'
import { opennessOf, opennessWords } from './openness.ts'

/** What a row and a column of the matrix are, from the finest to the coarsest. */
export const matrixGroupings = ['none', 'workload', 'node', 'namespace', 'cluster'] as const
export type MatrixGrouping = (typeof matrixGroupings)[number]

/** One line of the matrix, by key; the key stands in addresses and so is made of names. */
export interface Line {
  key: string
  name: string
  /** Where it lives, or what it is. */
  note: string
}

const joined = (...parts: string[]) => parts.map(encodeURIComponent).join('/')

/** The line that a pod is in. A target of several nodes is in the first of them. */
export function lineOfPlace(place: TargetPlace, node: string | null, by: MatrixGrouping): Line {
  const { cluster, namespace } = place
  switch (by) {
    case 'none':
      return {
        key: `pod:${joined(cluster.name, namespace, place.kind, place.name)}`,
        name: place.name,
        note: `${cluster.name} / ${namespace}`,
      }
    case 'workload':
      return {
        key: `workload:${joined(cluster.name, namespace, place.kind, place.workload)}`,
        name: place.workload,
        note: `${cluster.name} / ${namespace}`,
      }
    case 'node':
      return {
        key: `node:${joined(cluster.name, node ?? '')}`,
        name: node ?? 'no node',
        note: cluster.name,
      }
    case 'namespace':
      return { key: `namespace:${joined(cluster.name, namespace)}`, name: namespace, note: cluster.name }
    case 'cluster':
      return { key: `cluster:${joined(cluster.name)}`, name: cluster.name, note: '' }
  }
}

/**
 * The line that a peer is in. Devices outside of the clusters have no workload: where rows are grouped they go by
 * their first tag, and people's own by their NAT, which is what decides their paths.
 */
export function lineOfPeer(
  { peer, name, nat }: { peer: PeerEnd | null; name: string; nat: EndNat | null },
  device: string,
  by: MatrixGrouping,
): Line {
  if (peer?.place && by !== 'none') return lineOfPlace(peer.place, peer.node, by)
  if (by === 'none') return { key: `device:${device}`, name, note: opennessWords[opennessOf(nat)] }
  const tag = peer?.tags.toSorted()[0]
  if (tag) return { key: `tag:${joined(tag)}`, name: tag, note: 'devices' }
  const openness = opennessOf(nat)
  return { key: `nat:${openness}`, name: opennessWords[openness], note: 'devices without a tag' }
}

/** The next finer grouping, for a look into one line. */
export function finer(by: MatrixGrouping): MatrixGrouping {
  switch (by) {
    case 'cluster':
      return 'namespace'
    case 'namespace':
      return 'workload'
    case 'node':
    case 'workload':
    case 'none':
      return 'none'
  }
}

/** Every key that an end answers to: a key in an address chooses lines of a coarser picture. */
export const keysOfPlace = (place: TargetPlace, node: string | null): string[] =>
  matrixGroupings.map(by => lineOfPlace(place, node, by).key)
