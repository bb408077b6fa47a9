/** Kinds of things that happen and are shown as flags: what changed. */
export type EventKind =
  | 'object_changed'
  | 'pod_replaced'
  | 'tailscaled_restarted'
  | 'collector_started'
  | 'collector_gap'
  | 'device_added'
  | 'device_gone'
  | 'nat_changed'
  | 'client_updated'
  | 'fix_marked'
