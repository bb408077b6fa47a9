import type { KubeObject } from '../model.ts'
import { cniSnat } from './cniSnat.ts'
import {
  envOf,
  findObject,
  labelsMatch,
  nodeAddresses,
  podSpec,
  podStatus,
  serviceSpec,
  tailscaleContainer,
} from './kubeShape.ts'
import { edgeOf, isOpen } from './surroundings.ts'
import { isUdpBlocked } from './udpPolicy.ts'

/** Where a tailscaled stands in the network at a moment, and which recording was made in such a place. */
export interface Scene {
  /** Folder name under `lib/fake/lab/base`. */
  recording: string
  mapping: 'easy' | 'hard'
  inbound: 'open' | 'shut' | 'blocked'
  /** Fixed UDP port, by PORT or `--port`; null where tailscaled picks one. */
  port: number | null
  nodePort: number | null
  localAddress: string
  publicAddress: string
}

type Layer = 'none' | 'easy' | 'hard'

const byLayers: Record<`${Layer}/${Layer}`, string> = {
  'hard/hard': 'api',
  'hard/none': 'public',
  'hard/easy': 'calico',
  'none/hard': 'hn-private',
  'easy/hard': 'hn-private',
  'easy/none': 'none-closed',
  'none/none': 'hn-closed',
  'none/easy': 'gke-pod',
  'easy/easy': 'cilium',
}

/** PORT is the default of tailscaled's `--port`; TS_TAILSCALED_EXTRA_ARGS may name it outright. */
function fixedPort(pod: KubeObject): number | null {
  const container = tailscaleContainer(podSpec(pod))
  const extra = /--port[= ](\d+)/.exec(envOf(container, 'TS_TAILSCALED_EXTRA_ARGS') ?? '')?.[1]
  const port = Number(extra ?? envOf(container, 'PORT') ?? 0)
  return port > 0 ? port : null
}

/** A NodePort that reaches the pod from outside: open on some node that has an ExternalIP. */
function staticNodePort(pod: KubeObject, port: number | null, objects: readonly KubeObject[]): number | null {
  if (port === null) return null
  const labels = { 'statefulset.kubernetes.io/pod-name': pod.metadata.name, ...pod.metadata.labels }
  const ports = objects
    .filter(object => object.kind === 'Service' && object.metadata.namespace === pod.metadata.namespace)
    .map(serviceSpec)
    .filter(spec => spec.type === 'NodePort' && spec.selector && labelsMatch(spec.selector, labels))
    .flatMap(spec => spec.ports ?? [])
    .filter(entry => entry.protocol === 'UDP' && Number(entry.targetPort ?? entry.port) === port)
  const nodes = objects.filter(object => object.kind === 'Node' && externalAddress(object) !== undefined)
  const reached = ports.find(entry => nodes.some(node => isOpen(node.metadata.name, entry.nodePort ?? 0)))
  return reached?.nodePort ?? null
}

function externalAddress(node: KubeObject | undefined): string | undefined {
  return nodeAddresses(node).find(address => address.type === 'ExternalIP')?.address
}

function hasHostPort(pod: KubeObject, port: number | null): boolean {
  const ports = tailscaleContainer(podSpec(pod))?.ports ?? []
  return ports.some(
    entry => entry.protocol === 'UDP' && entry.hostPort === port && entry.containerPort === port,
  )
}

/** The scene follows from the objects at the moment, and from what stands around the cluster. */
export function sceneOf(cluster: string, pod: KubeObject, objects: readonly KubeObject[]): Scene {
  const spec = podSpec(pod)
  const status = podStatus(pod)
  const nodeName = spec.nodeName ?? ''
  const edge = edgeOf(cluster)
  const snat = spec.hostNetwork ? 'none' : cniSnat(objects)
  const external = snat === 'external' ? undefined : externalAddress(findObject(objects, 'Node', nodeName))
  const l1: Layer = snat === 'external' ? 'none' : snat
  const l2: Layer = external ? 'none' : edge.mapping
  const port = fixedPort(pod)
  const place = {
    mapping: l1 === 'hard' || l2 === 'hard' ? ('hard' as const) : ('easy' as const),
    port,
    nodePort: null,
    localAddress: (spec.hostNetwork ? status.hostIP : status.podIP) ?? '10.0.0.1',
    publicAddress: external ?? edge.address,
  }
  if (isUdpBlocked(pod, objects) && !spec.hostNetwork)
    return { ...place, recording: 'netpol', inbound: 'blocked' }
  if (edge.blocksUdp && !external) return { ...place, recording: 'noudp', inbound: 'blocked' }
  const nodePort = staticNodePort(pod, port, objects)
  if (nodePort !== null) return { ...place, nodePort, recording: 'nodeport', inbound: 'open' }
  if (external && port !== null && isOpen(nodeName, port)) {
    if (spec.hostNetwork) return { ...place, recording: 'hn-open', inbound: 'open' }
    if (hasHostPort(pod, port)) return { ...place, recording: 'hostport', inbound: 'open' }
  }
  const hasIpv6 = status.podIPs?.some(({ ip }) => ip.includes(':')) ?? false
  const layers = `${l1}/${l2}` as const
  const recording =
    layers === 'hard/hard' && port !== null
      ? 'ingress'
      : layers === 'hard/easy' && hasIpv6
        ? 'dual'
        : byLayers[layers]
  return { ...place, recording, inbound: 'shut' }
}
