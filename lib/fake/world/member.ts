import { digits, hash } from './seeded.ts'

export type Home = 'nyc' | 'fra' | 'sin'

/** A device of the tailnet, as control knows it; whoever runs it. */
export interface Member {
  /** Stable id: `nodeId` of the API, `ID` of status. */
  nodeId: string
  /** Legacy numeric id. */
  number: number
  hostname: string
  os: string
  addresses: [ipv4: string, ipv6: string]
  nodeKey: string
  machineKey: string
  user: string
  tags: string[]
  created: string
  /** Host name of the lab's device in whose network it stands: that one's recorded side of a link is its own. */
  plays: string
  /** Its public IPv4 address in place of the recorded one; null for the recorded device itself. */
  publicAddress: string | null
  home: Home
  connected: boolean
  /** Shared in from another tailnet: the API leaves most of it empty. */
  external: boolean
  /** Advertised and enabled routes. */
  routes: string[]
}

export const tailnetDomain = 'lab.ts.net'
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789'

/** Eleven letters and "CNTRL", as the public control plane's ids look. */
function stableId(seed: string): string {
  const letters = Array.from({ length: 10 }, (_, i) =>
    alphabet.charAt(hash(`${seed} id ${i}`) % alphabet.length),
  )
  return `n${letters.join('')}CNTRL`
}

/** A device that was not recorded: identity from its seed, address from its number. Synthetic. */
export function madeMember(
  seed: string,
  number: number,
  given: Pick<Member, 'hostname' | 'plays'> & Partial<Member>,
): Member {
  const host = 34 + number
  return {
    nodeId: stableId(seed),
    number: 5_000_000_000 + (hash(`${seed} number`) % 1_000_000_000),
    os: 'linux',
    addresses: [
      `100.64.${1 + (host >> 8)}.${host & 255}`,
      `fd7a:115c:a1e0:ab12:4843:cd96:6241:${host.toString(16)}`,
    ],
    nodeKey: `nodekey:${digits(`${seed} node`)}`,
    machineKey: `mkey:${digits(`${seed} machine`)}`,
    user: 'ops@example.com',
    tags: [],
    created: '2026-11-17T09:30:00Z',
    publicAddress: `192.0.2.${1 + (host % 250)}`,
    home: 'nyc',
    connected: true,
    external: false,
    routes: [],
    ...given,
  }
}
