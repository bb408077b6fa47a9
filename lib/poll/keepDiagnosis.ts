import { createHash } from 'node:crypto'
import type { Diagnosis } from '#lib/tailnet/finding.ts'
import type { TargetId } from '#lib/tailnet/ids.ts'

/** Keeps what diagnosis says of a target. */
export type KeepDiagnosis = (diagnosis: Diagnosis) => Promise<void>

/**
 * A `KeepDiagnosis` that asks the database nothing where the document is the one that it kept last: of a cluster in which
 * something changed most pods come out as before. Of each target a digest is held, until the process ends.
 */
export function keepDiagnosis(save: KeepDiagnosis): KeepDiagnosis {
  const kept = new Map<TargetId, string>()
  return async diagnosis => {
    // Sources are read again and again: that alone is no news.
    const { readAt: _, ...said } = diagnosis
    const digest = createHash('sha256').update(JSON.stringify(said)).digest('base64')
    if (kept.get(diagnosis.target) === digest) return
    await save(diagnosis)
    kept.set(diagnosis.target, digest)
  }
}
