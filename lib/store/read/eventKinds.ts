import type { EventKind } from '#lib/tailnet/events.ts'

/** All kinds, as a list that the compiler keeps complete. */
const known: Record<EventKind, true> = {
  object_changed: true,
  pod_replaced: true,
  tailscaled_restarted: true,
  collector_started: true,
  collector_gap: true,
  device_added: true,
  device_gone: true,
  nat_changed: true,
  client_updated: true,
  fix_marked: true,
}

export const isEventKind = (kind: string): kind is EventKind => Object.hasOwn(known, kind)
