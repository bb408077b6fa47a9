import type { ClusterFacts, KeptObject, NodeFacts, ObjectRef, PodFacts } from '#lib/tailnet/cluster.ts'
import type { NatChain } from '#lib/tailnet/finding.ts'
import { clusterIndex } from '../cluster/clusterIndex.ts'
import { type ClusterTraits, clusterTraits } from '../cluster/clusterTraits.ts'
import type { DiagnoseInput } from '../input.ts'
import type { JudgedPeer, Judgement } from '../judgement.ts'
import { forcedRelay } from '../side/forcedRelay.ts'
import { isOnlyTcp443 } from '../side/isOnlyTcp443.ts'
import { type Keeper, keeperOf } from './keeper.ts'
import { type PublicSelector, publicSelector } from './publicSelector.ts'

/** What every remedy looks at, gathered once. */
export interface Scene {
  judgement: Judgement
  input: DiagnoseInput
  chain: NatChain
  /** Links that go through DERP now. */
  derpPeers: JudgedPeer[]
  pod: PodFacts | null
  cluster: ClusterFacts | null
  traits: ClusterTraits
  node: NodeFacts | null
  /** How to keep a pod on nodes with a public address; null where none has one. */
  publicPlace: PublicSelector | null
  /** The pod's workload as it stands in the cluster; null where it was not seen. */
  workload: KeptObject | null
  keeper: Keeper | null
  /** Made by the Tailscale operator for another object. */
  isOperated: boolean
  /** The pod is told to use relays only: nothing else matters until that is gone. */
  isForced: boolean
  /** Can any packet from the internet come in already? Then no NAT keeps a link on DERP. */
  isReachable: boolean
}

/** The last one only: V8 keeps the values of a WeakMap whose keys die young until a full collection (measured: p99 × 3). */
let last: { judgement: Judgement; scene: Scene } | null = null

/** The scene of a judgement: the recipe, the remedies and every what-if share one. */
export function sceneOf(judgement: Judgement): Scene {
  if (last?.judgement === judgement) return last.scene
  const scene = gathered(judgement)
  last = { judgement, scene }
  return scene
}

function gathered(judgement: Judgement): Scene {
  const { input, chain } = judgement
  const { pod, cluster } = input
  const workload = pod && cluster ? find(cluster, pod.workload) : null
  return {
    judgement,
    input,
    chain,
    derpPeers: judgement.peers.filter(peer => peer.path === 'derp'),
    pod,
    cluster,
    traits: cluster ? clusterTraits(cluster) : { cni: null, distro: null, cloud: null },
    node: (cluster && pod?.nodeName && clusterIndex(cluster).nodeByName.get(pod.nodeName)) || null,
    publicPlace: cluster ? publicPlaceOf(cluster) : null,
    workload,
    keeper: workload && keeperOf(workload),
    isOperated: pod !== null && (pod.parent !== null || pod.labels['tailscale.com/managed'] === 'true'),
    isForced: (pod !== null && forcedRelay(pod) !== null) || isOnlyTcp443(input.own.device, input.policy),
    isReachable: chain.inbound.reachable === 'yes',
  }
}

const publicPlaces = new WeakMap<ClusterFacts, { place: PublicSelector | null }>()

function publicPlaceOf(cluster: ClusterFacts): PublicSelector | null {
  const before = publicPlaces.get(cluster)
  if (before) return before.place
  const place = publicSelector(cluster.nodes)
  publicPlaces.set(cluster, { place })
  return place
}

/** A kept object by all that names it; kinds of different groups share names. */
export function find(cluster: ClusterFacts, ref: ObjectRef): KeptObject | null {
  const group = (apiVersion: string) => apiVersion.split('/').slice(0, -1).join('/')
  return (
    clusterIndex(cluster)
      .objectsByKind.get(ref.kind)
      ?.find(
        object =>
          object.name === ref.name &&
          (object.namespace ?? null) === ref.namespace &&
          group(object.apiVersion) === group(ref.apiVersion),
      ) ?? null
  )
}
