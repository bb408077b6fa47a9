import { Prisma } from '#prisma/generated/client.ts'

/**
 * Joins to a row `given` with "from" and "to" the buckets of a width that it touches, no older than `keepSeconds` before
 * its end, with the parts of the stretch (0 to 1) that lie before and up to the end of each.
 */
export const buckets = (stepSeconds: number, keepSeconds: number) => Prisma.sql`
  cross join lateral (
    select make_interval(secs => ${stepSeconds}) as step,
           greatest(extract(epoch from given."to" - given."from"), 0.001) as length
  ) width
  cross join lateral generate_series(
    date_bin(step, greatest(given."from", given."to" - make_interval(secs => ${keepSeconds})), timestamptz 'epoch'),
    greatest(given."to" - interval '1 ms', given."from"), step) as bucket
  cross join lateral (
    select greatest(0, extract(epoch from bucket - given."from") / length) as before,
           least(1, extract(epoch from bucket + step - given."from") / length) as upto
  ) part`

/** What of a whole number falls into the bucket: the parts of all buckets add up to the number exactly. */
export const share = (amount: Prisma.Sql) =>
  Prisma.sql`(floor(${amount} * part.upto) - floor(${amount} * part.before))`
