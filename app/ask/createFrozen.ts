import { z } from 'zod'
import { redact } from '#lib/report/redact.ts'
import { redactions } from '#lib/report/redactText.ts'
import type { Database } from '#lib/store/database.ts'
import { createShare } from '#lib/store/share/createShare.ts'
import { endOf, expiries, expiriesUpTo } from '#lib/tailnet/expiry.ts'
import type { ShareSettings } from '../share/shareSettings.ts'
import { newShareToken, shareHash } from '../share/token.ts'
import { failureOf } from './failureOf.ts'
import { type FreezeHow, freeze } from './freeze.ts'
import { frozenAsk } from './frozenAsk.ts'
import { ownJson, refuse } from './ownJson.ts'

const shape = z.object({
  /** The address of the view: "page=target&cluster=…&from=…&to=…". */
  search: z.string().max(8_000),
  redaction: z.array(z.enum(redactions)),
  expiry: z.enum(expiries),
  by: z
    .string()
    .trim()
    .max(80)
    .nullish()
    .transform(text => text || null),
})

/**
 * `POST /api/v1/share`: freezes a view. The data is read here, never taken from the browser, so that nobody can make a share
 * say what was not there. Answers with the address, once: the token is kept nowhere.
 */
export async function createFrozen(
  db: Database,
  request: Request,
  settings: ShareSettings,
  { now, review }: Omit<FreezeHow, 'by'>,
): Promise<Response> {
  const body = await ownJson(request, shape)
  if (!body.ok) return body.answer
  const { search, redaction, expiry, by } = body.value
  if (!expiriesUpTo(settings.most).includes(expiry))
    return refuse(
      400,
      'bad_request',
      `Here a view is open for ${settings.most} at most.`,
      'Choose a shorter time.',
    )
  const read = frozenAsk(new URLSearchParams(search), now)
  if (!read.ok) return refuse(400, 'bad_request', read.why, 'Open the view again and share it from there.')
  try {
    const made = await freeze(db, read.ask, { now, by, review })
    if (!made) return refuse(404, 'not_found', 'There is nothing of that name.', 'It may have gone.')
    const chosen = redactions.filter(each => redaction.includes(each))
    const snapshot = redact(made.frozen, chosen, made.known)
    const token = newShareToken()
    const expiresAt = endOf(expiry, now)
    await createShare(db, {
      hash: shareHash(token),
      page: snapshot.page,
      title: snapshot.headline,
      by: snapshot.by,
      expiresAt,
      redaction: chosen,
      snapshot,
    })
    const answer = {
      path: `/share/${token}`,
      url: settings.publicUrl && `${settings.publicUrl}/share/${token}`,
      expiresAt,
    }
    return Response.json(answer, { status: 201, headers: { 'Cache-Control': 'no-store' } })
  } catch (error) {
    const failure = failureOf(error)
    console.error(`share: ${failure.why}`, failure.code === 'broken' ? error : '')
    return refuse(failure.code === 'database_away' ? 503 : 500, failure.code, failure.why, failure.todo)
  }
}
