import { Prisma } from '#prisma/generated/client.ts'

/** A change that may have moved a path, in the 15 minutes before a moment (DESIGN.md, "What changed"). */
export const happenedBefore = (moment: Prisma.Sql) => Prisma.sql`
  event.at <= ${moment} and event.at >= ${moment} - interval '15 minutes'
  and event.kind in ('object_changed', 'pod_replaced', 'tailscaled_restarted', 'nat_changed', 'fix_marked')`
