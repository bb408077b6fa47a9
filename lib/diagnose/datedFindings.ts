import type { Diagnosis, Evidence, Finding } from '#lib/tailnet/finding.ts'

/**
 * The findings of a diagnosis with the age of all that they rest on: what has no time of its own has that of its source,
 * which is when it was last read before the diagnosis was made. What was never measured, and what is known of such
 * networks at large, has none.
 */
export function datedFindings({ findings, readAt }: Pick<Diagnosis, 'findings' | 'readAt'>): Finding[] {
  if (!readAt) return [...findings]
  const dated = (evidence: Evidence): Evidence => {
    const at = evidence.seen === 'unknown' ? undefined : readAt[evidence.source]
    return evidence.at === null && at !== undefined ? { ...evidence, at } : evidence
  }
  return findings.map(finding => ({ ...finding, evidence: finding.evidence.map(dated) }))
}
