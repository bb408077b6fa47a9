import { frozenMarkdown } from '#lib/report/frozenMarkdown.ts'
import { redact } from '#lib/report/redact.ts'
import type { Database } from '#lib/store/database.ts'
import { failureOf } from './failureOf.ts'
import { type FreezeHow, freeze } from './freeze.ts'
import { frozenAsk } from './frozenAsk.ts'
import { refuse } from './ownJson.ts'
import { takenOut } from './takenOut.ts'

/**
 * `GET /api/v1/markdown?page=…&from=…&to=…`: the Markdown of a view as it would be frozen now, for a channel that cannot reach
 * this host. Names are taken out as in a share, but those that `keep` names.
 */
export async function frozenMarkdownOf(db: Database, request: Request, how: FreezeHow): Promise<Response> {
  const search = new URL(request.url).searchParams
  const read = frozenAsk(search, how.now)
  if (!read.ok) return refuse(400, 'bad_request', read.why, 'Open the view again and copy it from there.')
  try {
    const made = await freeze(db, read.ask, how)
    if (!made) return refuse(404, 'not_found', 'There is nothing of that name.', 'It may have gone.')
    return new Response(frozenMarkdown(redact(made.frozen, takenOut(search), made.known)), {
      headers: { 'Content-Type': 'text/markdown; charset=utf-8', 'Cache-Control': 'no-store' },
    })
  } catch (error) {
    const failure = failureOf(error)
    console.error(`markdown: ${failure.why}`, failure.code === 'broken' ? error : '')
    return refuse(failure.code === 'database_away' ? 503 : 500, failure.code, failure.why, failure.todo)
  }
}
