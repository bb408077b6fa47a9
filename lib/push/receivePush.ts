import type { Database } from '#lib/store/database.ts'
import { isDatabaseAway } from '#lib/store/isDatabaseAway.ts'
import { acceptPush } from '#lib/store/push/acceptPush.ts'
import { type PushRights, useToken } from '#lib/store/push/useToken.ts'
import { clusterId } from '#lib/tailnet/ids.ts'
import { refused, taken } from './pushAnswer.ts'
import { type PushMessage, readPushMessage } from './pushMessage.ts'
import { hostNamespace, pushSubject } from './pushSubject.ts'
import { readLimited } from './readLimited.ts'
import { tokenHash } from './tokenHash.ts'

/** Enough for the active peers of a large tailnet; status and metrics of a common pod are some 20 KB. */
const bodyLimit = { bytes: 4 * 1024 * 1024, ms: 30_000 }
/** Of one token: 1,500 pods at 30 s, and a full spool at once. */
const rate = { perSecond: 50, burst: 600 }
/** A spool holds a day at most; an hour more is left for a slow start. */
const oldestSeconds = 25 * 3_600
const fullRetrySeconds = 30
const awayRetrySeconds = 10

/** A limit that a test sets lower. */
export interface PushLimits {
  bytes: number
  ms: number
  perSecond: number
  burst: number
}

/**
 * Takes in what a sender pushes: `POST /api/v1/push` with `Authorization: Bearer …`. Checks who speaks, how much and how
 * often, and puts the message into the inbox; a collector reads what is in it. What came before is answered like the first
 * time, so a sender that missed the answer may send again. Never throws, and repeats nothing of a request.
 */
export async function receivePush(
  db: Database,
  request: Request,
  limits: Partial<PushLimits> = {},
): Promise<Response> {
  try {
    return await receive(db, request, { ...bodyLimit, ...rate, ...limits })
  } catch (error) {
    if (isDatabaseAway(error)) return refused('away', awayRetrySeconds)
    console.error('push: a message could not be taken in', error)
    return refused('broken')
  }
}

async function receive(db: Database, request: Request, limits: PushLimits): Promise<Response> {
  const token = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (!token) return refused('unauthorized')
  const use = await useToken(db, { hash: tokenHash(token), ...limits })
  if (use.kind === 'unknown') return refused('unauthorized')
  if (use.kind === 'too_many') return refused('too_many', use.retryAfterSeconds)
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';')
  if (type.trim().toLowerCase() !== 'application/json') return refused('content_type')
  if ((request.headers.get('content-encoding') ?? 'identity') !== 'identity') return refused('content_type')
  const body = await readLimited(request, limits)
  if (body.kind !== 'read') return refused(body.kind)
  const read = readPushMessage(body.text)
  return read.ok ? await accept(db, use.rights, read.message, body) : refused('bad_message', null, read.why)
}

async function accept(
  db: Database,
  rights: PushRights,
  message: PushMessage,
  body: { text: string; bytes: number },
): Promise<Response> {
  const subject = pushSubject(message, clusterId(rights.clusterId))
  const { namespace } = subject
  if (message.pod?.namespace === hostNamespace) return refused('not_yours')
  if (!rights.namespaces.includes('*') && !rights.namespaces.includes(namespace)) return refused('not_yours')
  const age = message.ageSeconds ?? message.sentAt - message.measuredAt
  if (age < 0)
    return refused('bad_message', null, 'It was measured after it was sent: its clock was set back.')
  if (age > oldestSeconds) return refused('bad_message', null, 'It was measured more than a day ago.')
  const accepted = await acceptPush(db, {
    token: rights,
    sender: message.sender,
    sequence: message.sequence,
    sentAt: new Date(message.sentAt * 1000),
    ageSeconds: age,
    intervalSeconds: message.intervalSeconds,
    podUid: subject.podUid,
    namespace,
    subject: `${namespace}/${subject.name}`,
    body: body.text,
    bytes: body.bytes,
  })
  switch (accepted.kind) {
    case 'taken':
      return taken({ had: false })
    case 'had':
      return taken({ had: true })
    case 'not_yours':
      return refused('not_yours')
    case 'full':
      return refused('full', fullRetrySeconds)
  }
}
