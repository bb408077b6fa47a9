import type { NodeFacts } from '#lib/tailnet/cluster.ts'
import type { Remedy } from '#lib/tailnet/finding.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { firewallName, firewallPatches } from './firewall.ts'
import { outsidePatch, type RemedyPatch } from './objectPatch.ts'
import { type Place, placeOf } from './placeOf.ts'
import type { PlainMap } from './plain.ts'
import { podSecurity } from './podSecurity.ts'
import { type PortPlan, portPlan } from './portPlan.ts'
import type { Scene } from './scene.ts'

/** A UDP port of a node on which the internet reaches the pod, as host port or through host network. */
export interface WayIn {
  place: Place
  plan: PortPlan
  /** `ports` of the container: the same number inside and outside, or tailscaled would tell peers a wrong one. */
  ports: PlainMap[]
  applies: Tri
  why: string
  checks: Remedy['checks']
  /** What has to be changed outside of the workload. */
  outside: RemedyPatch[]
  limits: string[]
}

/** The plan, or why there can be none. */
export function wayIn(scene: Scene): WayIn | { refused: string } {
  const { pod, cluster } = scene
  if (!pod || !cluster) return { refused: 'The pod’s objects were not read.' }
  if (scene.isOperated) return { refused: operatedWords(pod.parent?.type ?? null) }
  const security = podSecurity(scene)
  if (security.seen === 'no') return { refused: `${security.says}.` }
  const place = placeOf(scene)
  if (!place) return { refused: noPlaceWords(cluster.nodes) }
  const plan = portPlan(cluster, pod, place.nodes)
  if (!plan) return { refused: 'The port of this program cannot be set by a variable, or none is free.' }
  const { port } = plan
  const node = place.nodes[0] ?? null
  return {
    place,
    plan,
    ports: [{ ...portName(scene), containerPort: port, hostPort: port, protocol: 'UDP' }],
    applies: place.router ? 'unknown' : 'yes',
    why: place.router
      ? `The edge router has to send UDP ${port} on to ${place.router.to}; nothing in the cluster shows whether it may.`
      : '',
    checks: [
      ...place.checks,
      { seen: 'yes', says: plan.says },
      security,
      randomPortCheck(scene),
      ...(place.router
        ? []
        : [
            {
              seen: 'unknown' as const,
              says: `Not seen: ${firewallName(node)}. It must let UDP \`${port}\` in`,
            },
          ]),
    ],
    outside: [
      ...place.labels,
      ...(place.router
        ? [forward(port, place.router)]
        : firewallPatches(place.nodes, { from: port, to: port })),
    ],
    limits: [
      'One such pod a node. The pod restarts.',
      `UDP ${port} is open to the internet; WireGuard answers only peers it knows.`,
    ],
  }
}

/** Why the recipe is not for a proxy of the operator. */
export function operatedWords(parentType: string | null): string {
  const instead =
    parentType === 'proxygroup'
      ? 'Static endpoints or a PeerRelay do the same.'
      : 'A PeerRelay, or for a Service or Ingress a ProxyGroup with static endpoints, does the same.'
  return `The Tailscale operator makes this pod, and a ProxyClass has no field for host network or host ports (TS #13981). ${instead}`
}

function noPlaceWords(nodes: readonly NodeFacts[]): string {
  return nodes.length === 0
    ? 'No node was seen.'
    : nodes.length === 1
      ? 'The cluster’s one node has no public address.'
      : `None of the ${nodes.length} nodes has a public address.`
}

/** `wireguard`, where the container has no port of that name for another number. */
function portName({ pod }: Scene): PlainMap {
  return pod?.container.ports.some(port => port.name === 'wireguard') ? {} : { name: 'wireguard' }
}

/** A tailnet that randomizes ports overrides PORT (tailcfg nodecap `randomize-client-port`). */
export function randomPortCheck({ input: { policy } }: Scene): Remedy['checks'][number] {
  if (!policy)
    return {
      seen: 'unknown',
      says: 'Not seen: the tailnet policy. `randomizeClientPort` would override PORT',
    }
  return policy.randomizeClientPort
    ? { seen: 'no', says: 'The tailnet policy sets `randomizeClientPort`, which overrides PORT' }
    : { seen: 'yes', says: 'The tailnet policy has no `randomizeClientPort`' }
}

const forward = (port: number, router: NonNullable<Place['router']>) =>
  outsidePatch('edge router: port forward', '', [
    { sign: '+', text: `UDP ${router.address ?? '<public address>'}:${port} → ${router.to}:${port}` },
  ])
