import { z } from 'zod'
import type { CheckKind } from '#lib/tailnet/check.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type Database, type Transaction, transaction } from '../database.ts'
import { askRows, count } from '../read/askRows.ts'
import type { TargetAddress } from '../read/targetDetail.ts'
import { targetOf } from '../read/targetOf.ts'

export type CheckAsked =
  | { kind: 'asked'; id: string }
  | { kind: 'no_target' }
  /** The target has no link to such a device. */
  | { kind: 'no_peer' }
  /** Nobody may look into its pods: why. */
  | { kind: 'not_allowed'; why: string }
  | { kind: 'too_many'; why: string; retryAfterSeconds: number }

/** A probe disturbs what it measures, and each is an exec: some a minute of one target, some more of all. */
const limits = { target: 4, all: 20, seconds: 60 }
/** Any fixed number: "check" in ASCII. */
const queueLock = 427_906_720_619n

/** Puts a check into the queue, unless it may not be or there are too many. What is asked is on record from here on. */
export async function askCheck(
  db: Database,
  ask: { address: TargetAddress; kind: CheckKind; peer: string | null; by: string },
): Promise<CheckAsked> {
  const target = await targetOf(db, ask.address)
  if (!target) return { kind: 'no_target' }
  return transaction(db, async (tx): Promise<CheckAsked> => {
    await tx.$executeRaw(Prisma.sql`select pg_advisory_xact_lock(${queueLock})`)
    const [standing] = await askRows(
      tx,
      z.object({ unjudged: z.string().nullable() }),
      Prisma.sql`select unjudged from target where id = ${target.id} and gone_at is null`,
    )
    if (!standing) return { kind: 'no_target' }
    if (standing.unjudged !== null) return { kind: 'not_allowed', why: standing.unjudged }
    const peerName = ask.kind === 'ping' ? await linkedPeer(tx, target.id, ask.peer) : null
    if (ask.kind === 'ping' && peerName === null) return { kind: 'no_peer' }
    const refused = await tooMany(tx, target.id)
    if (refused) return refused
    const [made] = await askRows(
      tx,
      z.object({ id: z.string() }),
      Prisma.sql`
        insert into check_request (requested_by, target_id, kind, peer, peer_name)
        values (${ask.by}, ${target.id}, ${ask.kind}, ${ask.kind === 'ping' ? ask.peer : null}, ${peerName})
        returning id::text`,
    )
    return { kind: 'asked', id: made?.id ?? '' }
  })
}

/** Only a device that the target has a link to, or that is in the device list, may be named. */
async function linkedPeer(tx: Transaction, target: string, peer: string | null): Promise<string | null> {
  const [found] = await askRows(
    tx,
    z.object({ name: z.string() }),
    Prisma.sql`
      select coalesce(
        (select peer_name from path_now where target_id = ${target} and peer = ${peer} limit 1),
        (select name from device where id = ${peer} and gone_at is null)) as name
      where exists (select 1 from path_now where target_id = ${target} and peer = ${peer})
        or exists (select 1 from device where id = ${peer} and gone_at is null)`,
  )
  return found?.name ?? null
}

async function tooMany(tx: Transaction, target: string): Promise<CheckAsked | null> {
  const [seen] = await askRows(
    tx,
    z.object({ own: count, all: count, ownFrees: z.number().nullable(), allFrees: z.number().nullable() }),
    Prisma.sql`
      with recent as (
        select target_id, extract(epoch from requested_at - now())::float8 + ${limits.seconds} as frees from check_request
        where requested_at > now() - make_interval(secs => ${limits.seconds})
      )
      select count(*) filter (where target_id = ${target})::float8 as own, count(*)::float8 as all,
             min(frees) filter (where target_id = ${target}) as "ownFrees", min(frees) as "allFrees" from recent`,
  )
  if (!seen) return null
  if (seen.own >= limits.target)
    return late(`${limits.target} checks of this pod were asked for within a minute.`, seen.ownFrees)
  return seen.all >= limits.all
    ? late(`${limits.all} checks were asked for within a minute.`, seen.allFrees)
    : null
}

const late = (why: string, frees: number | null): CheckAsked => ({
  kind: 'too_many',
  why,
  retryAfterSeconds: Math.max(1, Math.ceil(frees ?? limits.seconds)),
})
