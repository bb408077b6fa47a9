import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { PathKind } from '#lib/tailnet/path.ts'
import type { ExplainFiles, GivenFile } from '../explainFiles.ts'
import { type Nat, pathBetween, people, type Side } from './network.ts'
import { type PodWords, pod, standard, type Wire } from './wire.ts'

const lab = resolve(import.meta.dirname, '../../fake/lab')
const read = (name: string) => readFileSync(`${lab}/${name}`, 'utf8')

/** How a side looks from outside. */
export interface Way {
  nat: Nat
  /** Public IPv4 addresses by which it is seen; left out, that of the edge. */
  seenAs?: string[]
  /** Ports outside differ by destination; left out, where the NAT is hard. A way in may stand before a hard NAT. */
  varies?: boolean
  /** The NAT takes another port than the pod's own, one for all destinations. */
  rewrites?: boolean
  /** A global IPv6 address; `works` where packets get out by it. */
  ipv6?: { address: string; works: boolean }
  /** None at all. */
  noIpv4?: boolean
  /** Further endpoints, with the kinds of the log. */
  more?: [endpoint: string, kind: string][]
  pmp?: boolean
  /** tailscaled is told to use relays: STUN is answered all the same. */
  forced?: boolean
}

/** Another device of the environment: a pod of the same cluster, a host at the same edge. */
export interface Other {
  name: string
  address: string
  way: Way
  port?: number
  /** In one network with the subject: direct whatever stands outside. */
  near?: boolean
  tags?: string[]
}

export interface Environment {
  pod?: PodWords
  objects: Wire[]
  way: Way
  others?: Other[]
}

export interface Recording {
  files: ExplainFiles
  /** The true path by peer. */
  truth: Map<string, PathKind>
}

const randomPort = 46_811
const at = '2026-11-23T03:11:43Z'

interface Seen {
  endpoint: string
  kind: string
}

/** What tailscaled lists of itself (magicsock, determineEndpoints). */
function endpointsOf(way: Way, address: string, port: number, isFixed: boolean): Seen[] {
  const { nat, seenAs = [standard.edge], more = [], ipv6, noIpv4 = false } = way
  const varies = way.varies ?? nat === 'hard'
  const answers = nat !== 'udp-blocked' && nat !== 'stun-blocked'
  const ports = varies ? [21_877, 50_331, 9_112] : [way.rewrites ? 35_001 : port]
  const stun = answers && !noIpv4 ? seenAs.flatMap(ip => ports.map(each => `${ip}:${each}`)) : []
  const isOwn = seenAs.includes(address)
  return [
    ...(isOwn ? [] : stun.map(endpoint => ({ endpoint, kind: 'stun' }))),
    // A fixed port behind a NAT that varies is guessed to be forwarded (stun4localport).
    ...(varies && isFixed && answers ? [{ endpoint: `${seenAs[0]}:${port}`, kind: 'stun4localport' }] : []),
    ...more.map(([endpoint, kind]) => ({ endpoint, kind })),
    ...(ipv6?.works && answers
      ? [{ endpoint: `[${ipv6.address}]:${isFixed ? port : 36_002}`, kind: 'stun' }]
      : []),
    ...(noIpv4 ? [] : [{ endpoint: `${address}:${port}`, kind: 'local' }]),
    ...(ipv6 ? [{ endpoint: `[${ipv6.address}]:${port}`, kind: 'local' }] : []),
  ]
}

const hasUdp = ({ nat }: Way) => nat !== 'udp-blocked' && nat !== 'stun-blocked'
const variesOf = (way: Way) => way.varies ?? way.nat === 'hard'

/** A device as the API lists it: its mapping is a plain false too where it was never measured. */
function deviceOf(name: string, id: number, way: Way, endpoints: readonly Seen[], tags: string[] = []): Wire {
  const udp = hasUdp(way)
  return {
    id: String(id),
    nodeId: `ENVTEST${id}CNTRL`,
    name: `${name}.example.ts.net`,
    hostname: name,
    user: 'user@example.com',
    addresses: [`100.64.9.${id}`],
    clientVersion: '1.98.1-tabc-gdef',
    os: 'linux',
    created: '2026-11-16T08:00:00Z',
    connectedToControl: true,
    updateAvailable: false,
    keyExpiryDisabled: true,
    expires: '0001-01-01T00:00:00Z',
    authorized: true,
    isExternal: false,
    blocksIncomingConnections: false,
    isEphemeral: false,
    machineKey: '',
    nodeKey: '',
    tags,
    enabledRoutes: [],
    advertisedRoutes: [],
    clientConnectivity: {
      endpoints: endpoints.map(({ endpoint }) => endpoint),
      mappingVariesByDestIP: udp && variesOf(way),
      latency: { 'New York City': { latencyMs: 17, preferred: true }, Frankfurt: { latencyMs: 89 } },
      clientSupports: { hairPinning: null, ipv6: true, pcp: false, pmp: way.pmp ?? false, udp, upnp: false },
    },
  }
}

function netcheckOf(way: Way, seenAs: readonly Seen[]): Wire {
  const udp = hasUdp(way)
  const isV4 = udp && !way.noIpv4
  const isV6 = udp && way.ipv6?.works === true
  const public4 = isV4
    ? seenAs.filter(({ kind, endpoint }) => kind === 'stun' && !endpoint.startsWith('['))
    : []
  return {
    Now: at,
    UDP: isV4 || isV6,
    IPv6: isV6,
    IPv4: isV4,
    OSHasIPv6: true,
    MappingVariesByDestIP: isV4 ? variesOf(way) : null,
    UPnP: false,
    PMP: way.pmp ?? false,
    PCP: false,
    PreferredDERP: 1,
    RegionLatency: { '1': 17_000_000, '4': 89_000_000 },
    GlobalV4Counters: Object.fromEntries(public4.map(({ endpoint }) => [endpoint, 1])),
    GlobalV6Counters: null,
    GlobalV4: public4[0]?.endpoint ?? '',
    GlobalV6: isV6 ? `[${way.ipv6?.address}]:40111` : '',
  }
}

function logOf(way: Way, endpoints: readonly Seen[]): string {
  const varies = hasUdp(way) && !way.noIpv4 ? String(variesOf(way)) : ''
  const info = `varies=${varies} ipv6=${way.ipv6?.works === true} ipv6os=true udp=${hasUdp(way)} icmpv4=false derp=#1 portmap=${way.pmp ? 'M' : ''} link="" firewallmode=""`
  return [
    '2026/11/23 02:51:19 Program starting: v1.98.1-tabc-gdef, Go 1.26.1: []string{}',
    `2026/11/23 02:51:30 control: NetInfo: NetInfo{${info}}`,
    `2026/11/23 02:56:50 magicsock: endpoints changed: ${endpoints.map(({ endpoint, kind }) => `${endpoint} (${kind})`).join(', ')}`,
  ].join('\n')
}

const sideOf = ({ nat, ipv6, forced }: Way): Side => ({
  nat: forced ? 'udp-blocked' : nat,
  ipv6: ipv6?.works === true,
})

interface Template {
  Self: Wire
  Peer: Record<string, Wire>
}

/** Of a peer that is talked to: status as it reads on that path. */
function onPath(peer: Wire, kind: PathKind, endpoint: string): Wire {
  const moving = {
    Active: true,
    Online: true,
    RxBytes: 5_120,
    TxBytes: 5_440,
    LastWrite: at,
    LastHandshake: at,
  }
  return { ...peer, ...moving, CurAddr: kind === 'direct' ? endpoint : '', PeerRelay: '', Relay: 'nyc' }
}

/** The files that `explain` would be given of such a pod, with the paths that its network makes. */
export function recording({ pod: words = {}, objects, way, others = [] }: Environment): Recording {
  const address = words.hostNetwork ? standard.node : standard.pod
  const port = words.port ?? randomPort
  const isFixed = words.port !== undefined
  const own = endpointsOf(way, address, port, isFixed)
  const status: Template = JSON.parse(read('base/cilium/status.json'))
  const labDevices: { devices: { hostname: string }[] } = JSON.parse(read('base/devices.json'))
  const beside = others.map((other, index) => {
    const endpoints = endpointsOf(
      other.way,
      other.address,
      other.port ?? randomPort + index + 1,
      other.port !== undefined,
    )
    return { ...other, id: index + 2, endpoints }
  })
  const truth = new Map<string, PathKind>()
  const [anyPeer = {}] = Object.values(status.Peer)
  const peers = Object.entries(status.Peer).flatMap(([key, peer]) => {
    const name = String(peer.HostName)
    const theirs = people[name]
    if (!theirs) return []
    const kind = pathBetween(sideOf(way), theirs)
    truth.set(name, kind)
    return [[key, onPath(peer, kind, '192.0.2.77:41641')] as const]
  })
  const near = beside.map(({ name, id, near, way: theirs, endpoints }) => {
    const kind = near ? 'direct' : pathBetween(sideOf(way), sideOf(theirs))
    truth.set(name, kind)
    const identity = {
      ID: `ENVTEST${id}CNTRL`,
      HostName: name,
      DNSName: `${name}.example.ts.net.`,
      TailscaleIPs: [`100.64.9.${id}`],
    }
    return [
      `nodekey:env${id}`,
      onPath({ ...anyPeer, ...identity }, kind, endpoints.at(-1)?.endpoint ?? ''),
    ] as const
  })
  const self = {
    ...status.Self,
    ID: 'ENVTEST1CNTRL',
    HostName: 'subject-0',
    DNSName: 'subject-0.example.ts.net.',
    TailscaleIPs: ['100.64.9.1'],
    Addrs: own.map(({ endpoint }) => endpoint),
  }
  const devices = [
    deviceOf('subject-0', 1, way, own),
    ...beside.map(each => deviceOf(each.name, each.id, each.way, each.endpoints, each.tags)),
    ...labDevices.devices.filter(({ hostname }) => hostname in people),
  ]
  const file = (name: string, value: unknown): GivenFile => ({
    name,
    text: typeof value === 'string' ? value : JSON.stringify(value),
  })
  const system = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'kube-system', uid: 'uid-env' },
    spec: {},
  }
  return {
    truth,
    files: {
      status: file('status.json', { ...status, Self: self, Peer: Object.fromEntries([...peers, ...near]) }),
      netcheck: file('netcheck.json', netcheckOf(way, own)),
      metrics: null,
      log: file('log.txt', logOf(way, own)),
      pings: null,
      devices: file('devices.json', { devices }),
      clusters: [
        file('cluster.json', { apiVersion: 'v1', kind: 'List', items: [system, ...objects, pod(words)] }),
      ],
      derpMap: file('derpmap.json', read('derpmap.json')),
      pod: null,
    },
  }
}
