import type { Expected, Hardness } from '#lib/tailnet/finding.ts'
import type { Path, PathKind } from '#lib/tailnet/path.ts'

export const pathName: Record<PathKind, string> = {
  direct: 'direct',
  peer_relay: 'peer relay',
  derp: 'DERP',
  no_answer: 'no answer',
  idle: 'idle',
  offline: 'offline',
  unknown: 'unknown',
}

export const expectedWords: Record<Expected, string> = {
  direct: 'predicted direct',
  peer_relay: 'predicted peer relay',
  derp: 'predicted DERP',
  depends: 'cannot be predicted',
}

export const hardnessWords: Record<Hardness, string> = {
  none: 'No NAT',
  easy: 'Easy',
  hard: 'Hard',
  unknown: 'Not known',
}

/** Why a path is unknown, in words. */
const unknownWords = {
  not_reported: 'not reported',
  stale: 'not seen lately',
  source_failed: 'source failed',
} as const

/** A path with what it goes by: "DERP nyc", "direct", "unknown, source failed". */
export function pathText(path: Path, regionCode: (id: number) => string | null): string {
  switch (path.kind) {
    case 'derp': {
      const code = path.region === null ? null : regionCode(path.region)
      return code ? `DERP ${code}` : 'DERP'
    }
    case 'direct':
      return path.family === 'ipv6' ? 'direct, IPv6' : 'direct'
    case 'unknown':
      return `unknown, ${unknownWords[path.why]}`
    case 'peer_relay':
    case 'no_answer':
    case 'idle':
    case 'offline':
      return pathName[path.kind]
  }
}
