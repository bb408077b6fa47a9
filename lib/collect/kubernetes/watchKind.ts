import { z } from 'zod'
import type { SourceFailure } from '#lib/tailnet/failure.ts'
import { failure } from '../failed.ts'
import { parseJson } from '../parseJson.ts'
import { withDeadline } from '../tailscale/withDeadline.ts'
import type { ApiServer } from './apiServer.ts'
import { connectionFailure } from './connectionFailure.ts'
import { readObject, type WireParts } from './heldObject.ts'
import { kubeRequest } from './kubeRequest.ts'
import { acceptFor } from './listKind.ts'
import { LineTooLong, readLines } from './readLines.ts'
import { pathOf, type WatchedKind } from './watchedKinds.ts'

/** What a watch tells as it runs. */
export interface WatchListener {
  /** The server took the watch. */
  opened(): void
  put(object: WireParts): void
  removed(object: WireParts): void
  /** Up to here nothing is missing. */
  reached(resourceVersion: string): void
}

/** How a watch ended. After `expired` the kind must be listed anew; after `ended` or `cut` the watch may go on. */
export type WatchEnd =
  | { kind: 'ended' }
  | { kind: 'cut' }
  | { kind: 'expired' }
  | { kind: 'failed'; failure: SourceFailure }

const wireEvent = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK']), object: z.unknown() }),
  z.object({
    type: z.literal('ERROR'),
    object: z.object({ code: z.number().nullish(), reason: z.string().nullish() }),
  }),
])

const wireBookmark = z.object({ metadata: z.object({ resourceVersion: z.string().min(1) }) })

/** etcd takes 1.5 MiB; an aggregated API may have more. */
const longestLineBytes = 16 * 1024 * 1024
/** What the server is given beyond its own time to end the watch. */
const graceSeconds = 30

/** Watches a kind from a resourceVersion until the server ends it, the connection breaks, or `stop` aborts. */
export function watchKind(
  server: ApiServer,
  kind: WatchedKind,
  from: { resourceVersion: string; timeoutSeconds: number; headMs: number },
  listener: WatchListener,
  stop: AbortSignal,
): Promise<WatchEnd> {
  const what = `watch of ${kind.plural}`
  const query = new URLSearchParams({
    watch: '1',
    allowWatchBookmarks: 'true',
    resourceVersion: from.resourceVersion,
    timeoutSeconds: String(from.timeoutSeconds),
  })
  const ask = { what, path: `${pathOf(kind)}?${query}`, accept: acceptFor(kind, '') }
  return withDeadline((from.timeoutSeconds + graceSeconds) * 1000, stop, async signal => {
    // A server answers a watch at once, also where nothing happens: without a head it is not there.
    const answer = await withDeadline(from.headMs, signal, limit => kubeRequest(server, ask, limit))
    if (!answer.ok) return endAfter(answer.failure)
    signal.addEventListener('abort', () => answer.value.destroy(), { once: true })
    if (signal.aborted) answer.value.destroy()
    listener.opened()
    try {
      for await (const line of readLines(answer.value, longestLineBytes)) {
        const end = take(line, what, listener)
        if (end) return end
      }
      return { kind: 'ended' }
    } catch (error) {
      if (error instanceof LineTooLong) return broken('too_large', `${what}: an event of more than 16 MiB`)
      const cut = connectionFailure(error, what, 'body', signal)
      return cut.code === 'stopped' ? { kind: 'failed', failure: cut } : { kind: 'cut' }
    }
  })
}

const broken = (code: 'too_large' | 'malformed' | 'server_error', detail: string): WatchEnd => ({
  kind: 'failed',
  failure: failure(code, detail),
})

const endAfter = (failure: SourceFailure): WatchEnd =>
  failure.code === 'gone' ? { kind: 'expired' } : { kind: 'failed', failure }

/** Passes an event on; says how the watch ends where it does. */
function take(line: string, what: string, listener: WatchListener): WatchEnd | null {
  const json = parseJson(line, what)
  const event = wireEvent.safeParse(json.ok ? json.value : null)
  if (!event.success) return broken('malformed', `${what}: a line that is no event`)
  const { type, object } = event.data
  if (type === 'ERROR') {
    if (object.code === 410 || object.reason === 'Expired' || object.reason === 'Gone')
      return { kind: 'expired' }
    return broken('server_error', `${what}: the server ended it with code ${object.code ?? 'unknown'}`)
  }
  if (type === 'BOOKMARK') {
    const bookmark = wireBookmark.safeParse(object)
    if (bookmark.success) listener.reached(bookmark.data.metadata.resourceVersion)
    return null
  }
  const read = readObject(object)
  if (!read) return broken('malformed', `${what}: an event without an object`)
  if (type === 'DELETED') listener.removed(read)
  else listener.put(read)
  if (read.metadata.resourceVersion) listener.reached(read.metadata.resourceVersion)
  return null
}
