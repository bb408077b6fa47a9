import { z } from 'zod'
import type { Happening } from '#lib/diagnose/triggers.ts'
import type { EventKind } from '#lib/tailnet/events.ts'
import type { EventSeen } from '#lib/tailnet/history.ts'
import { deviceId } from '#lib/tailnet/ids.ts'

const shape = z.object({
  object: z.string().nullish().catch(null),
  device: z.string().nullish().catch(null),
})

const words: Record<EventKind, string> = {
  object_changed: 'object changed',
  pod_replaced: 'pod replaced',
  tailscaled_restarted: 'tailscaled started anew',
  collector_started: 'collector started',
  collector_gap: 'collector stopped',
  device_added: 'device joined',
  device_gone: 'device left',
  nat_changed: 'NAT changed',
  client_updated: 'client updated',
  fix_marked: 'fix marked',
}

/** Things about tailpath itself move no path. */
const own = new Set<EventKind>(['collector_started', 'collector_gap', 'fix_marked'])

/** An event as something that a flip may come from; null for what cannot move a path. */
export function happeningOf({ id, at, kind, title, target, cluster, detail }: EventSeen): Happening | null {
  if (own.has(kind)) return null
  const { object, device } = shape.safeParse(detail).data ?? {}
  const [objectKind] = (object ?? '').split('/')
  return {
    id,
    at,
    sort: kind === 'object_changed' && objectKind ? `${objectKind} changed` : words[kind],
    title,
    target: target?.id ?? null,
    cluster: cluster?.id ?? null,
    device: device ? deviceId(device) : null,
  }
}
