import { causeByCode } from '#lib/diagnose/causes/catalogue.ts'

/** At which end of a link its causes lie. */
export type CauseSide = 'device' | 'pod' | 'between' | 'unknown'

/**
 * Where the trouble of a link lies, seen from the device at its other end: at the device where any cause is the peer's
 * own, between the two where it takes both, at the pod where only the pod's side is to blame.
 */
export function causeSide(codes: readonly string[]): CauseSide {
  const scopes = new Set(codes.map(code => causeByCode(code)?.scope))
  if (scopes.has('peer')) return 'device'
  if (scopes.has('pair')) return 'between'
  return scopes.has('pod') ? 'pod' : 'unknown'
}
