import type { PathKind } from '#lib/tailnet/path.ts'

/** How a kind of path is called in style sheets, glyphs and patterns. */
export const pathClass: Record<PathKind, string> = {
  direct: 'direct',
  peer_relay: 'relay',
  derp: 'derp',
  no_answer: 'silent',
  idle: 'idle',
  offline: 'offline',
  unknown: 'unknown',
}
