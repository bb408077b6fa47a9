import type { MatchMethod, NodeFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import type { Device } from '#lib/tailnet/device.ts'
import type { DeviceId, PodUid } from '#lib/tailnet/ids.ts'
import { endpointsSpeak } from './endpointsSpeak.ts'

/** A pod and what tells which device it is. */
export interface PodClues {
  pod: PodFacts
  node: NodeFacts | null
  /** As its own status says: nothing weaker is tried. */
  exact: DeviceId | null
  /** Device names and tailnet addresses that the operator reports for its parent resource. */
  reported: ReadonlySet<string>
  /** Host names that its object would make tailscaled take, lower case. */
  hostnames: ReadonlySet<string>
}

export interface Match {
  device: DeviceId | null
  method: MatchMethod
}

type Edges = Map<PodClues, Device[]>

/**
 * Joins running pods to devices without looking into them, best clue first (data-sources.md 3.5): the pod's address
 * among a device's endpoints, what the operator reports, the host name. A clue counts only where the device was alive while
 * the pod was, and where it leads to one device which it gives to no other pod; else the match is "ambiguous".
 */
export function matchPods(pods: readonly PodClues[], devices: readonly Device[]): Map<PodUid, Match> {
  const taken = new Set(pods.flatMap(({ exact }) => exact ?? []))
  const free = devices.filter(device => !taken.has(device.id) && !device.external)
  const open = pods.filter(({ exact, pod }) => exact === null && pod.phase === 'Running')
  const matches = new Map<PodUid, Match>(open.map(({ pod }) => [pod.uid, { device: null, method: 'none' }]))
  const clues: [MatchMethod, (clues: PodClues, device: Device) => boolean][] = [
    ['endpoint', isAtItsAddress],
    ['endpoint', isAtItsHost],
    ['resource_status', isReported],
    ['hostname', hasItsName],
  ]
  const given = new Set<DeviceId>()
  for (const [method, fits] of clues) {
    const left = open.filter(({ pod }) => matches.get(pod.uid)?.device === null)
    const rest = free.filter(device => !given.has(device.id))
    const edges: Edges = new Map(
      left.map(each => [
        each,
        alive(
          each.pod,
          rest.filter(device => fits(each, device)),
        ),
      ]),
    )
    const chosen = [...single(edges), ...single(corroborated(edges))]
    for (const [{ pod }, found] of edges)
      if (found.length > 0) matches.set(pod.uid, { device: null, method: 'ambiguous' })
    for (const [{ pod }, device] of chosen) {
      matches.set(pod.uid, { device: device.id, method })
      given.add(device.id)
    }
  }
  return matches
}

/** Devices that were connected while the pod ran; those that are now, where any is. */
function alive(pod: PodFacts, devices: readonly Device[]): Device[] {
  const online = devices.filter(device => device.online === 'yes')
  if (online.length > 0) return online
  const { startedAt } = pod
  return startedAt ? devices.filter(({ lastSeen }) => lastSeen !== null && lastSeen >= startedAt) : []
}

/** Pairs of which neither has another candidate. */
function single(edges: Edges): [PodClues, Device][] {
  const wooers = new Map<Device, number>()
  for (const device of [...edges.values()].flat()) wooers.set(device, (wooers.get(device) ?? 0) + 1)
  return [...edges].flatMap(([clues, [device, ...others]]): [PodClues, Device][] =>
    device && others.length === 0 && wooers.get(device) === 1 ? [[clues, device]] : [],
  )
}

/** Where clusters have the same pod addresses, what else speaks for a pair: the node's own public address, the name. */
function corroborated(edges: Edges): Edges {
  return new Map(
    [...edges].map(([clues, devices]) => {
      const publicIps = new Set(clues.node?.externalIps)
      const isBacked = (device: Device) =>
        clues.hostnames.has(device.hostname.toLowerCase()) ||
        (device.connectivity?.endpoints ?? []).some(({ address }) => publicIps.has(address))
      return [clues, devices.filter(isBacked)]
    }),
  )
}

/**
 * A pod on its host's network shares the address with the host's own tailscaled and with every other such pod: only a
 * port of its own tells it.
 */
function isAtItsAddress({ pod, node }: PodClues, device: Device): boolean {
  if (pod.hostNetwork && pod.fixedPort === null) return false
  return endpointsSpeak(pod, node, device) === 'for'
}

/** What the packages give the tailscaled of a host (tailscaled.defaults). A container without PORT takes a random one. */
const packagedPort = 41_641

/** What is left at the address of a node once ports have told their pods: not the host's own, by its port. */
function isAtItsHost({ pod, node }: PodClues, device: Device): boolean {
  if (!pod.hostNetwork || pod.fixedPort !== null) return false
  const isPackaged = device.connectivity?.endpoints.some(({ port }) => port === packagedPort)
  return !isPackaged && endpointsSpeak(pod, node, device) === 'for'
}

const isReported = ({ reported }: PodClues, device: Device) =>
  reported.has(device.name) || device.addresses.some(address => reported.has(address))

/** Names are free: one whose endpoints are elsewhere is another machine. */
const hasItsName = ({ pod, node, hostnames }: PodClues, device: Device) =>
  hostnames.has(device.hostname.toLowerCase()) && endpointsSpeak(pod, node, device) !== 'against'
