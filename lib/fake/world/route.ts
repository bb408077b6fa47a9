import { rehoused } from './house.ts'
import { labJson } from './labFile.ts'
import { labDevice, labDevices } from './labMembers.ts'
import type { Member } from './member.ts'
import { hasRecording, type PeerEntry, recording } from './recording.ts'
import type { Scene } from './scene.ts'

/** The path that a link settles on. */
export type Route =
  | { kind: 'direct'; address: string }
  | { kind: 'peer_relay'; via: string }
  | { kind: 'derp' }

/** One end of a link. Scene and cluster are null for a device that is no pod of a watched cluster. */
export interface End {
  member: Member
  scene: Scene | null
  cluster: string | null
  /** The policy lets it use the peer relay. */
  relayed: boolean
  /** Its first endpoint, for the other end to send to. */
  endpoint: string
}

interface Nature {
  mapping: 'easy' | 'hard'
  inbound: 'open' | 'shut' | 'blocked'
}

const standing = labJson<Record<string, { nat: string; inbound: string }>>('peers.json')

/** What the lab knows of the network in which a device stands that is no pod. */
function natureOf(end: End): Nature {
  if (end.scene) return end.scene
  if (!labDevices().has(end.member.plays)) return { mapping: 'easy', inbound: 'shut' }
  const { clientConnectivity } = labDevice(end.member.plays)
  const reachable = ['open', 'portmap'].includes(standing[end.member.plays]?.inbound ?? 'shut')
  return {
    mapping: clientConnectivity.mappingVariesByDestIP ? 'hard' : 'easy',
    inbound: clientConnectivity.clientSupports.udp === false ? 'blocked' : reachable ? 'open' : 'shut',
  }
}

function asRecorded(entry: PeerEntry, peer: Member): Route {
  if (entry.PeerRelay !== '') return { kind: 'peer_relay', via: entry.PeerRelay }
  if (entry.CurAddr === '') return { kind: 'derp' }
  if (peer.publicAddress === null) return { kind: 'direct', address: entry.CurAddr }
  const house = {
    recorded: peer.plays,
    publicAddress: peer.publicAddress,
    localAddress: null,
    port: 32_768 + (peer.number % 28_000),
    nodePort: null,
    seed: peer.nodeId,
  }
  return { kind: 'direct', address: rehoused(entry.CurAddr, house) }
}

/** The link as it was recorded in such a place, with the peer relay where the policy lets it be used. */
function recordedRoute(from: End, scene: Scene, to: End): Route | null {
  // A pod at the far end stands in its recorded place only while it plays its own recording.
  if (to.scene && to.scene.recording !== to.member.plays) return null
  const phases = from.relayed ? (['relay', 'base', 'pods'] as const) : (['base', 'pods'] as const)
  for (const phase of phases) {
    if (!hasRecording(phase, scene.recording)) continue
    const entry = recording(phase, scene.recording).peers.get(to.member.plays)
    if (entry?.Active) return asRecorded(entry, to.member)
  }
  return null
}

/**
 * What was not recorded is made up by the outcomes that the recordings show (lib/fake/lab/README.md): a side
 * without UDP is relayed, pods of one cluster and open sides are direct, and so are two easy ones. Synthetic.
 */
function ruledRoute(from: End, to: End): Route {
  const here = natureOf(from)
  const there = natureOf(to)
  if (here.inbound === 'blocked' || there.inbound === 'blocked') return { kind: 'derp' }
  const sameCluster = from.cluster !== null && from.cluster === to.cluster
  if (sameCluster && to.scene) {
    const port = to.endpoint.slice(to.endpoint.lastIndexOf(':'))
    return { kind: 'direct', address: `${to.scene.localAddress}${port}` }
  }
  const direct =
    here.inbound === 'open' ||
    there.inbound === 'open' ||
    (here.mapping === 'easy' && there.mapping === 'easy')
  return direct ? { kind: 'direct', address: to.endpoint } : { kind: 'derp' }
}

export function routeBetween(from: End, to: End): Route {
  return (from.scene && recordedRoute(from, from.scene, to)) ?? ruledRoute(from, to)
}
