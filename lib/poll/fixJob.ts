import { noticedFix } from '#lib/diagnose/noticed/noticedFix.ts'
import { proofOf } from '#lib/diagnose/proof/proofOf.ts'
import { causesHeld } from '#lib/store/read/causesHeld.ts'
import { dueFixes } from '#lib/store/read/dueFixes.ts'
import { factChanges } from '#lib/store/read/factChanges.ts'
import { hasFixSince } from '#lib/store/read/hasFixSince.ts'
import { saveFix } from '#lib/store/saveFix.ts'
import { saveProof } from '#lib/store/saveProof.ts'
import type { FactSeen } from '#lib/tailnet/factChange.ts'
import type { Context } from './context.ts'
import type { Job } from './job.ts'
import { proofEvidence } from './proofEvidence.ts'

/** At the start: changes that were kept while nobody noticed them. */
const firstLookMs = 86_400_000
/** Rows of a transaction that took long are seen late; one that was noticed already is noticed only once. */
const overlapMs = 600_000
/** Clients tell their NAT to the control plane when it suits them. */
const effectMs = 86_400_000
/** A proof reads a week of spans: others wait for the next pass. */
const mostProofs = 10

/** Notices changes that may have mended paths, and tells of each what the sessions since then say. */
export function fixJob(context: Pick<Context, 'db' | 'clock' | 'persist' | 'settings'>): Job {
  const { db, clock, persist, settings } = context
  let lookedAt: number | null = null
  /** Keys of the changes that the last look found: the next one finds most of them again. */
  let known: ReadonlySet<string> = new Set()

  /** A NAT that changed is what a change of an object did, where there was one; and it may go to and fro. */
  async function isEffect({ subjectKind, target, at }: FactSeen): Promise<boolean> {
    if (subjectKind !== 'device' || target === null) return false
    const from = new Date(at.getTime() - effectMs)
    return persist('fix', () => hasFixSince(db, { target, from, to: at }))
  }

  async function notice(now: Date): Promise<void> {
    const since = new Date(lookedAt === null ? now.getTime() - firstLookMs : lookedAt - overlapMs)
    const changes = await persist('changes', () => factChanges(db, { since }))
    for (const change of changes.filter(({ key }) => !known.has(key))) {
      const found = noticedFix(change, [])
      if (!found || (await isEffect(change))) continue
      const held = await persist('causes', () => causesHeld(db, { scope: found.scope, at: change.at }))
      const fix = noticedFix(change, held)
      if (fix) await persist('fix', () => saveFix(db, { key: change.key, fix, at: now }))
    }
    known = new Set(changes.map(({ key }) => key))
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
