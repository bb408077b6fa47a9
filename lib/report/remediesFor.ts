import type { Diagnosis, Remedy } from '#lib/tailnet/finding.ts'

/** Remedies of a pod that cure one of these causes and may apply, in the order in which its diagnosis ranks them. */
export function remediesFor(diagnosis: Diagnosis | null, causes: readonly string[]): Remedy[] {
  if (!diagnosis) return []
  const wanted = new Set(
    diagnosis.findings.filter(({ code }) => causes.includes(code)).flatMap(({ remedies }) => remedies),
  )
  return diagnosis.remedies.filter(({ id, applies }) => wanted.has(id) && applies !== 'no')
}
