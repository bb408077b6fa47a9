import { triggerMs } from '#lib/diagnose/triggers.ts'
import type { TimeWindow } from '#lib/tailnet/history.ts'

/** A window with the 15 minutes before it: what happened then may be followed by a flip in it. */
export const withLeadTime = ({ from, to }: TimeWindow): TimeWindow => ({
  from: new Date(from.getTime() - triggerMs),
  to,
})
