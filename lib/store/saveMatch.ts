import type { MatchMethod } from '#lib/tailnet/cluster.ts'
import type { DeviceId, PodUid } from '#lib/tailnet/ids.ts'
import type { Database } from './database.ts'

/**
 * Keeps which device a pod is, and how that is known; null where no single one fits. What a pod's own status said is
 * exact for its life, whether it was asked or pushed it, so only another status overrides it: a restarted collector begins
 * with weaker clues.
 */
export async function saveMatch(
  db: Database,
  { podUid, device, method }: { podUid: PodUid; device: DeviceId | null; method: MatchMethod },
): Promise<void> {
  await db.targetPod.updateMany({
    where: { uid: podUid, ...(isExact(method) ? {} : { matchMethod: { notIn: ['exec', 'push'] } }) },
    data: { deviceId: device, matchMethod: method },
  })
}

const isExact = (method: MatchMethod) => method === 'exec' || method === 'push'
