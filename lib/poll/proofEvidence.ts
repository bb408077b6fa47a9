import type { Evidence } from '#lib/diagnose/proof/proofOf.ts'
import type { Seen } from '#lib/diagnose/proof/sessionsOf.ts'
import type { Database } from '#lib/store/database.ts'
import type { DueFix } from '#lib/store/read/dueFixes.ts'
import { fixTargets } from '#lib/store/read/fixTargets.ts'
import { peerNetworks } from '#lib/store/read/peerNetworks.ts'
import { podStarts } from '#lib/store/read/podStarts.ts'
import { restarts } from '#lib/store/read/restarts.ts'
import { stretches } from '#lib/store/read/stretches.ts'
import type { TargetId } from '#lib/tailnet/ids.ts'

/** Sessions of the week before a change are compared with those after it. */
const beforeMs = 7 * 86_400_000
/** A session that began before that may reach into it: its beginning has to be seen. */
const marginMs = 86_400_000
const never = new Date(8.64e15)

/** All that the proof of a fix rests on. */
export async function proofEvidence(db: Database, due: DueFix, now: Date): Promise<Evidence> {
  const { fix, previousAt, nextAt } = due
  const weekAgo = new Date(fix.appliedAt.getTime() - beforeMs)
  const since = previousAt && previousAt > weekAgo ? previousAt : weekAgo
  const targets = await fixTargets(db, { fix: fix.id, since })
  const [own, control] = await Promise.all([
    seen(db, targets.own, since, now),
    seen(db, targets.control, since, now),
  ])
  const devices = new Set([...own.stretches, ...control.stretches].map(({ peer }) => peer))
  return {
    aim: fix.aim,
    appliedAt: fix.appliedAt,
    provenAt: fix.provenAt,
    since,
    until: nextAt ?? never,
    now,
    own,
    control,
    peers: await peerNetworks(db, [...devices]),
  }
}

async function seen(db: Database, targets: readonly TargetId[], since: Date, now: Date): Promise<Seen> {
  const from = new Date(since.getTime() - marginMs)
  const [found, anew, startedAt] = await Promise.all([
    stretches(db, { targets, window: { from, to: now } }),
    restarts(db, { targets, since: from }),
    podStarts(db, targets),
  ])
  return { stretches: found, restarts: anew, startedAt }
}
