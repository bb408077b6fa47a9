import type { NodeFacts } from '#lib/tailnet/cluster.ts'
import type { Remedy } from '#lib/tailnet/finding.ts'
import { outsidePatch, type RemedyPatch } from './objectPatch.ts'
import { at, isMap, type PlainMap } from './plain.ts'
import { podSpecOf } from './podTemplate.ts'
import { publicSelector } from './publicSelector.ts'
import type { Scene } from './scene.ts'
import { shellLine } from './shellQuote.ts'

/** Nodes that a pod can be reached on from the internet, and what brings it there. */
export interface Place {
  nodes: NodeFacts[]
  /** What to write into the pod's spec; empty where it may stay as it is. */
  spec: PlainMap
  /** The label that has to be put on first. */
  labels: RemedyPatch[]
  /** Where no node is public: the router that has to send the port on. */
  router: { address: string | null; to: string } | null
  checks: Remedy['checks']
}

/**
 * Where the internet can reach the pod: nodes with a public address, or on a network of one's own the present node
 * behind a port forward. Null where there is neither: a private node of a cloud.
 */
export function placeOf(scene: Scene): Place | null {
  const { cluster, node } = scene
  if (!cluster) return null
  const selected = selectorOf(scene)
  const fits = (each: NodeFacts, [key, value]: [string, string]) => each.labels[key] === value
  const admitted = cluster.nodes.filter(each => Object.entries(selected).every(pair => fits(each, pair)))
  const within = publicSelector(admitted)
  const place = within ?? scene.publicPlace
  if (!place) return behindRouter(scene, node)
  // A selector that no public node fits has to give way; the rest of it stays.
  const gone = within
    ? []
    : Object.entries(selected)
        .filter(pair => !place.nodes.every(each => fits(each, pair)))
        .map(([key]) => key)
  const removed = Object.fromEntries(gone.map(key => [key, null]))
  const added = place.kind === 'all' ? {} : { [place.key]: place.value }
  const nodeSelector = { ...removed, ...added }
  const isMoved = Object.keys(nodeSelector).length > 0
  return {
    nodes: place.nodes,
    spec: isMoved ? { nodeSelector } : {},
    labels: place.kind === 'to_label' ? [labelNodes(place.nodes, place.key, place.value)] : [],
    router: null,
    checks: [
      {
        seen: 'yes',
        says: `${named(place.nodes)} ${place.nodes.length === 1 ? 'has' : 'have'} a public address`,
      },
      ...(isMoved ? moveChecks(scene) : []),
      ...replicaCheck(scene, place.nodes),
    ],
  }
}

function selectorOf(scene: Scene): Record<string, string> {
  const selector = at(podSpecOf(scene), 'nodeSelector')
  if (!isMap(selector)) return {}
  return Object.fromEntries(
    Object.entries(selector).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  )
}

function behindRouter(scene: Scene, node: NodeFacts | null): Place | null {
  const { cloud } = scene.traits
  const to = node?.internalIps[0]
  const hostname = node?.labels['kubernetes.io/hostname']
  if (cloud !== 'own' || !node || !to || !hostname) return null
  return {
    nodes: [node],
    spec: { nodeSelector: { 'kubernetes.io/hostname': hostname } },
    labels: [],
    router: { address: scene.chain.publicAddresses[0] ?? null, to },
    checks: [
      {
        seen: 'unknown',
        says: `Not seen: the edge router. It must be able to send one UDP port on to \`${to}\``,
      },
    ],
  }
}

const labelNodes = (nodes: readonly NodeFacts[], key: string, value: string) =>
  outsidePatch(
    `labels of ${nodes.length} nodes`,
    shellLine('kubectl', 'label', 'nodes', ...nodes.map(node => node.name), `${key}=${value}`),
    [{ sign: '+', text: `${key}: "${value}"` }],
  )

/** "`eks-c`, `eks-d` and 2 more nodes". */
export function named(nodes: readonly NodeFacts[]): string {
  const names = nodes.map(node => `\`${node.name}\``)
  if (names.length <= 4) return names.join(', ')
  return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more nodes`
}

/** What may keep a pod off a node although the selector lets it there. */
function moveChecks(scene: Scene): Remedy['checks'] {
  const spec = podSpecOf(scene)
  const affinity = at(spec, 'affinity', 'nodeAffinity') !== undefined
  const claims = Array.isArray(
    at({ spec: scene.workload?.spec ?? {} } as PlainMap, 'spec', 'volumeClaimTemplates'),
  )
  return [
    { seen: 'unknown', says: 'Not seen: taints of these nodes' },
    ...(affinity
      ? [{ seen: 'unknown' as const, says: 'The pod has a nodeAffinity: it must admit these nodes' }]
      : []),
    ...(claims
      ? [{ seen: 'unknown' as const, says: 'Its volumes must be reachable from these nodes’ zones' }]
      : []),
  ]
}

/** A port of a node is one pod's: more pods than nodes leave some waiting. */
function replicaCheck({ workload }: Scene, nodes: readonly NodeFacts[]): Remedy['checks'] {
  const replicas = workload?.spec.replicas
  if (typeof replicas !== 'number' || replicas < 2) return []
  const fits = replicas <= nodes.length
  return [{ seen: fits ? 'yes' : 'no', says: `${replicas} replicas, one a node: ${nodes.length} such nodes` }]
}
