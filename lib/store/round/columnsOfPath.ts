import type { Path } from '#lib/tailnet/path.ts'

/** A path as path_now and path_span keep it; what a kind does not have is null. */
export function columnsOfPath(path: Path) {
  return {
    kind: path.kind,
    family: path.kind === 'direct' ? path.family : null,
    endpoint: path.kind === 'direct' ? path.endpoint : null,
    via: path.kind === 'peer_relay' ? path.via : null,
    region: path.kind === 'derp' ? path.region : null,
    why: path.kind === 'unknown' ? path.why : null,
  }
}
