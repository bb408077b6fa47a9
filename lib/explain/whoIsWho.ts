import { type Match, matchPods } from '#lib/diagnose/match/matchPods.ts'
import { podClues } from '#lib/diagnose/match/podClues.ts'
import type { ClusterFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import type { Device } from '#lib/tailnet/device.ts'
import type { Endpoint, PeerReading } from '#lib/tailnet/reading.ts'
import { untoldDevice } from '#lib/tailnet/untoldDevice.ts'
import type { RunningStatus } from './tailscaledFromFiles.ts'

export interface FoundPod {
  pod: PodFacts
  cluster: ClusterFacts
}

/** What the files tell of who is who. */
export interface WhoIsWho {
  /** The pod that the status is of. */
  own: { found: FoundPod; method: Match['method'] } | { found: null; method: 'none' | 'ambiguous' }
  /** The device of each pod that one was found for. */
  of(pod: PodFacts): Match['device']
}

/**
 * Joins the pods of all files to devices, as the collector does: to the device list, or where none was given to the peers
 * that the status names. A pod that the person named is the status's own, whatever else fits.
 */
export function whoIsWho(parts: {
  status: RunningStatus
  /** The status's own, in use. */
  endpoints: readonly Endpoint[]
  devices: readonly Device[] | null
  clusters: readonly ClusterFacts[]
  named: FoundPod | null
}): WhoIsWho {
  const { status, devices, clusters, named } = parts
  const self = selfDevice(parts)
  const others = (devices ?? status.peers.map(peerDevice)).filter(({ id }) => id !== self.id)
  const all = clusters.flatMap(cluster => cluster.pods.map((pod): FoundPod => ({ pod, cluster })))
  const matches = matchPods(
    all.map(({ pod, cluster }) => podClues(pod, cluster, pod === named?.pod ? self.id : null)),
    [self, ...others],
  )
  const of = (pod: PodFacts) => matches.get(pod.uid)?.device ?? null
  if (named) return { own: { found: named, method: 'exec' }, of }
  const found = all.find(({ pod }) => of(pod) === self.id)
  if (found) return { own: { found, method: matches.get(found.pod.uid)?.method ?? 'none' }, of }
  // Is there anyone that it may be? That is asked of it alone: the others' doubts are not its own.
  const alone = matchPods(
    all.map(({ pod, cluster }) => podClues(pod, cluster, null)),
    [self],
  )
  const isInDoubt = [...alone.values()].some(({ method }) => method === 'ambiguous')
  return { own: { found: null, method: isInDoubt ? 'ambiguous' : 'none' }, of }
}

const blank = { ...untoldDevice, os: '', clientVersion: '', tags: [] } satisfies Partial<Device>

/** The status's own device: what it says of itself is newer than the list. It ran when it spoke. */
function selfDevice({
  status: { self },
  endpoints,
}: {
  status: RunningStatus
  endpoints: readonly Endpoint[]
}): Device {
  return {
    ...blank,
    id: self.device,
    name: self.dnsName,
    hostname: self.hostName,
    addresses: self.tailscaleIps,
    online: 'yes',
    connectivity: {
      endpoints: endpoints.map(({ address, port }) => ({ address, port })),
      mappingVaries: 'unknown',
      udp: 'unknown',
      ipv6: 'unknown',
      upnp: 'unknown',
      pmp: 'unknown',
      pcp: 'unknown',
      latency: [],
    },
  }
}

/** Where its endpoints are is not told of a peer: its names and addresses are all there is. */
function peerDevice({ device, hostName, dnsName, tailscaleIps, online }: PeerReading): Device {
  return {
    ...blank,
    id: device,
    name: dnsName,
    hostname: hostName,
    addresses: tailscaleIps,
    online: online ? 'yes' : 'no',
  }
}
