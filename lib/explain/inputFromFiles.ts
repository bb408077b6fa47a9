import { failed } from '#lib/collect/failed.ts'
import { parseEndpoint } from '#lib/collect/parseEndpoint.ts'
import type { PingReading } from '#lib/collect/tailscaled/parsePings.ts'
import {
  type DiagnoseInput,
  emptyInput,
  type KnownPeer,
  type ObservedLink,
  type ObservedPing,
} from '#lib/diagnose/input.ts'
import { classify } from '#lib/tailnet/classify.ts'
import type { ClusterFacts } from '#lib/tailnet/cluster.ts'
import type { DerpRegion } from '#lib/tailnet/device.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { clusterId, derpRegionId, targetId } from '#lib/tailnet/ids.ts'
import type { Endpoint, NetInfo } from '#lib/tailnet/reading.ts'
import type { ExplainFiles } from './explainFiles.ts'
import { fileReadings } from './fileReadings.ts'
import { siblingsOf } from './siblingsOf.ts'
import type { RunningStatus } from './tailscaledFromFiles.ts'
import { type FoundPod, type WhoIsWho, whoIsWho } from './whoIsWho.ts'

/** Whom the files are about, and what the person should know of them. */
export interface Subject {
  input: DiagnoseInput
  hostName: string
  /** Each a sentence. */
  notes: string[]
}

/** The addresses of status, which are those in use, with the kinds that the log gives them. */
function ownEndpoints(status: RunningStatus, logged: readonly Endpoint[] | null): Endpoint[] {
  const own = status.self.endpoints.flatMap(text => parseEndpoint(text) ?? [])
  if (own.length === 0) return [...(logged ?? [])]
  return own.map(({ address, port }) => {
    const same = logged?.find(each => each.address === address && each.port === port)
    return { address, port, kind: same?.kind ?? 'untyped' }
  })
}

const newestFirst = (infos: readonly (NetInfo | null | undefined)[]) =>
  infos.flatMap(info => info ?? []).sort((a, b) => (b.at?.getTime() ?? 0) - (a.at?.getTime() ?? 0))

function observedPings(status: RunningStatus, readings: readonly PingReading[]): ObservedPing[] {
  return readings.flatMap(({ peer, ip, path, ms }) => {
    const device = status.peers.find(each => each.tailscaleIps.includes(ip) || each.hostName === peer)?.device
    const isWay = path.kind === 'direct' || path.kind === 'derp' || path.kind === 'peer_relay'
    return device && isWay && ms !== null ? [{ peer: device, via: path.kind, ms, at: null }] : []
  })
}

/** A single sample each: what was seen before is not known, and so the time does not matter. */
function observedLinks({ peers }: RunningStatus, derpMap: readonly DerpRegion[]): ObservedLink[] {
  const regionByCode = (code: string) => {
    const region = derpMap.find(each => each.code === code)
    return region ? derpRegionId(region.id) : null
  }
  return peers.map(peer => ({
    peer: peer.device,
    peerName: peer.hostName,
    path: classify(peer, null, new Date(0), regionByCode),
    since: null,
    samples: 1,
  }))
}

/** The pod that the person named, if one was. */
function namedPod({ pod: asked }: ExplainFiles, clusters: readonly ClusterFacts[]): Outcome<FoundPod | null> {
  if (!asked) return { ok: true, value: null }
  const { namespace, name } = asked
  const [found, ...others] = clusters.flatMap(cluster =>
    cluster.pods
      .filter(pod => pod.namespace === namespace && pod.name === name)
      .map((pod): FoundPod => ({ pod, cluster })),
  )
  if (!found)
    return failed('not_found', `no pod ${namespace}/${name} that runs tailscale is in the files of --cluster`)
  if (others.length > 0)
    return failed('conflict', `more than one cluster has a pod ${namespace}/${name}: give one cluster`)
  return { ok: true, value: found }
}

function matchNotes(
  files: ExplainFiles,
  { found, method }: WhoIsWho['own'],
  endpoints: readonly Endpoint[],
): string[] {
  if (files.clusters.length === 0)
    return ['No --cluster was given: nothing is known of the pod, its node and its CNI.']
  if (method === 'ambiguous')
    return ['More than one pod of the cluster fits this status: name it with --pod NAMESPACE/NAME.']
  if (!found)
    return [
      'No pod of the cluster fits this status: name it with --pod NAMESPACE/NAME, or it is not a pod of this cluster.',
    ]
  const { pod } = found
  if (method === 'hostname') return [`The pod was found by its name alone: ${pod.namespace}/${pod.name}.`]
  const isElsewhere = endpoints.length > 0 && !endpoints.some(each => pod.podIps.includes(each.address))
  return method === 'exec' && isElsewhere
    ? [
        `The status names no address of the pod ${pod.namespace}/${pod.name}: is it of another pod, or from before a restart?`,
      ]
    : []
}

/** A peer without its path and counters: nothing observed may reach a prediction. */
const knownPeer = ({
  device,
  hostName,
  tailscaleIps,
  tags,
  wireguardOnly,
  expired,
}: KnownPeer): KnownPeer => ({
  device,
  hostName,
  tailscaleIps,
  tags,
  wireguardOnly,
  expired,
})

/** All that the files tell, as diagnosis takes it. Fails with a sentence for the person, naming the file. */
export function inputFromFiles(files: ExplainFiles): Outcome<Subject> {
  const readings = fileReadings(files)
  if (!readings.ok) return readings
  const { status, netcheck, metrics, log, pings, devices, derpMap, clusters } = readings.value
  const { self, peers, backendState, health } = status
  const endpoints = ownEndpoints(status, log?.endpoints ?? null)
  const named = namedPod(files, clusters)
  if (!named.ok) return named
  const who = whoIsWho({ status, endpoints, devices, clusters, named: named.value })
  const { found } = who.own
  const device = devices?.find(each => each.id === self.device) ?? null
  const bare = { cluster: clusterId('none'), namespace: '', kind: 'Device', name: self.device, ordinal: null }
  const input: DiagnoseInput = {
    ...emptyInput(found?.pod.target ?? targetId(bare)),
    deviceId: self.device,
    pod: found?.pod ?? null,
    cluster: found?.cluster ?? null,
    own: { device, netInfos: newestFirst([log?.netInfo, netcheck]), endpoints, backendState, health },
    devices,
    siblings: siblingsOf(found?.pod ?? null, clusters, devices, who),
    otherClusters: clusters.filter(cluster => cluster !== found?.cluster),
    peers: peers.map(knownPeer),
    links: observedLinks(status, derpMap ?? []),
    pings: observedPings(status, pings ?? []),
    metrics: metrics?.counters ?? null,
    drops: metrics?.drops ?? null,
    derpMap: derpMap ?? [],
    readAt: readAt(files, netcheck),
  }
  const isStranger = devices !== null && device === null
  const notes = [...matchNotes(files, who.own, endpoints), ...(isStranger ? [stranger] : [])]
  return { ok: true, value: { input, hostName: self.hostName, notes } }
}

/** The time of each source: what it says itself, else when its file was written; of several the oldest. */
function readAt(files: ExplainFiles, netcheck: NetInfo | null): DiagnoseInput['readAt'] {
  const written = files.clusters.flatMap(({ writtenAt }) => writtenAt ?? [])
  const times = {
    status: files.status.writtenAt,
    netcheck: netcheck?.at ?? files.netcheck?.writtenAt,
    metrics: files.metrics?.writtenAt,
    log: files.log?.writtenAt,
    ping: files.pings?.writtenAt,
    tailscale_api: files.devices?.writtenAt,
    kubernetes: written.toSorted((a, b) => a.getTime() - b.getTime())[0],
  }
  return Object.fromEntries(Object.entries(times).filter(([, at]) => at !== undefined))
}

const stranger = 'The device list does not have this device: is it of another tailnet, or older?'
