import type { DerpRegionId } from './ids.ts'

export type IpFamily = 'ipv4' | 'ipv6'

/** How packets to a peer leave, or why that cannot be said. */
export type Path =
  | { kind: 'direct'; family: IpFamily; endpoint: string }
  | { kind: 'peer_relay'; via: string }
  | { kind: 'derp'; region: DerpRegionId | null }
  | { kind: 'idle' }
  | { kind: 'offline' }
  | { kind: 'no_answer' }
  | { kind: 'unknown'; why: 'not_reported' | 'stale' | 'source_failed' }

export type PathKind = Path['kind']

/** The order of every legend, bar and column: direct, peer relay, DERP, then what is no path. */
export const pathKinds = [
  'direct',
  'peer_relay',
  'derp',
  'no_answer',
  'idle',
  'offline',
  'unknown',
] as const satisfies readonly PathKind[]

/** The kinds that carry traffic, and so count in shares. */
export type TrafficKind = 'direct' | 'peer_relay' | 'derp'
export const trafficKinds = ['direct', 'peer_relay', 'derp'] as const satisfies readonly TrafficKind[]

/**
 * What makes two paths the same stretch of history. The endpoint of a direct path is left out:
 * NodePort and hard NAT change it while the path stays direct (DESIGN.md, "an endpoint is not an identity").
 */
export function flipKey(path: Path): string {
  switch (path.kind) {
    case 'direct':
      return `direct/${path.family}`
    case 'peer_relay':
      return `peer_relay/${path.via.replace(/:vni:\d+$/, '')}`
    case 'derp':
      return `derp/${path.region ?? '?'}`
    case 'idle':
    case 'offline':
    case 'no_answer':
      return path.kind
    case 'unknown':
      return `unknown/${path.why}`
  }
}
