import { noticedFix } from '#lib/diagnose/noticed/noticedFix.ts'
import { proofOf } from '#lib/diagnose/proof/proofOf.ts'
import { causesHeld } from '#lib/store/read/causesHeld.ts'
import { dueFixes } from '#lib/store/read/dueFixes.ts'
import { factChanges } from '#lib/store/read/factChanges.ts'
import { saveFix } from '#lib/store/saveFix.ts'
import { saveProof } from '#lib/store/saveProof.ts'
import type { Context } from './context.ts'
import type { Job } from './job.ts'
import { proofEvidence } from './proofEvidence.ts'

/** At the start: changes that were kept while nobody noticed them. */
const firstLookMs = 86_400_000
/** Rows of a transaction that took long are seen late; one that was noticed already is noticed only once. */
const overlapMs = 600_000
/** A proof reads a week of spans: others wait for the next pass. */
const mostProofs = 10

/** Notices changes that may have mended paths, and tells of each what the sessions since then say. */
export function fixJob(context: Pick<Context, 'db' | 'clock' | 'persist' | 'settings'>): Job {
  const { db, clock, persist, settings } = context
  let lookedAt: number | null = null

  async function notice(now: Date): Promise<void> {
    const since = new Date(lookedAt === null ? now.getTime() - firstLookMs : lookedAt - overlapMs)
    const changes = await persist('changes', () => factChanges(db, { since }))
    for (const change of changes) {
      const found = noticedFix(change, [])
      if (!found) continue
      const held = await persist('causes', () => causesHeld(db, { scope: found.scope, at: change.at }))
      const fix = noticedFix(change, held)
      if (fix) await persist('fix', () => saveFix(db, { key: change.key, fix, at: now }))
    }
    lookedAt = now.getTime()
  }

  return {
    name: 'fixes',
    intervalSeconds: settings.diagnoseSeconds,
    async run() {
      const now = clock.now()
      await notice(now)
      const due = await persist('fixes', () => dueFixes(db, { at: now, most: mostProofs }))
      for (const each of due) {
        const proof = proofOf(await persist('sessions', () => proofEvidence(db, each, now)))
        await persist('proof', () => saveProof(db, { id: each.fix.id, at: now, proof }))
      }
    },
  }
}
