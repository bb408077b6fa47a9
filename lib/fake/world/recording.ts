import { hasLabFile, labJson, labText } from './labFile.ts'

export type Phase = 'base' | 'pods' | 'relay'

/** PeerStatus of ipn/ipnstate as recorded; the fields that motion or identity changes are named. */
export interface PeerEntry {
  ID: string
  HostName: string
  CurAddr: string
  PeerRelay: string
  Relay: string
  Active: boolean
  Online: boolean
  Addrs: string[] | null
  RxBytes: number
  TxBytes: number
  LastWrite: string
  LastHandshake: string
  [field: string]: unknown
}

export interface StatusDocument {
  Self: PeerEntry
  Peer: Record<string, PeerEntry> | null
  [field: string]: unknown
}

export interface NetcheckDocument {
  UDP: boolean
  MappingVariesByDestIP: boolean | null
  PreferredDERP: number
  RegionLatency: Record<string, number>
  RegionV4Latency: Record<string, number>
  RegionV6Latency: Record<string, number>
  [field: string]: unknown
}

/** One target of the lab, as `lib/fake/lab/README.md` describes its folder. Recorded; nothing here is made up. */
export interface Recording {
  phase: Phase
  target: string
  device: string
  pod: { cluster: string; namespace: string; name: string }
  truth: { l1: string; l2: string; inbound: string; links: Record<string, { kind: string }> }
  status: StatusDocument
  /** Peers by host name: node ids differ between phases, names do not. */
  peers: ReadonlyMap<string, PeerEntry>
  netcheck: NetcheckDocument
  metrics: string
  log: string[]
  pings: Record<string, string[]>
}

const read = new Map<string, Recording>()

export function hasRecording(phase: Phase, target: string): boolean {
  return hasLabFile(`${phase}/${target}/case.json`)
}

/** Throws where the lab has no such recording. */
export function recording(phase: Phase, target: string): Recording {
  const folder = `${phase}/${target}`
  const known = read.get(folder)
  if (known) return known
  const status = labJson<StatusDocument>(`${folder}/status.json`)
  const made: Recording = {
    ...labJson<Pick<Recording, 'target' | 'device' | 'pod' | 'truth'>>(`${folder}/case.json`),
    phase,
    target,
    status,
    peers: new Map(Object.values(status.Peer ?? {}).map(peer => [peer.HostName, peer])),
    netcheck: labJson(`${folder}/netcheck.json`),
    metrics: labText(`${folder}/metrics.txt`),
    log: labText(`${folder}/log.txt`)
      .split('\n')
      .filter(line => line !== ''),
    pings: labJson(`${folder}/pings.json`),
  }
  read.set(folder, made)
  return made
}
