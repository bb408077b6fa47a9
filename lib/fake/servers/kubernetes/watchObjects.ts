import type { ServerResponse } from 'node:http'
import { sendReply } from '../http/reply.ts'
import { flagOf, type KubeRequest } from './kubeRequest.ts'
import { failureReply, statusObject } from './kubeStatus.ts'
import type { ObjectForm } from './objectJson.ts'
import type { ObjectStore, StoreEvent } from './objectStore.ts'
import { apiVersionOf, type ResourceKind } from './resourceKinds.ts'
import { type Selection, selection } from './selection.ts'

/** Without `timeoutSeconds` a watch ends after 30 to 60 minutes (apiserver, `--min-request-timeout`). */
const longestSeconds = 1800
/** About once a minute, and before the end (apiserver, storage/cacher). */
const bookmarkSeconds = 60

/** `GET` with `watch=true`: one event a line, until the time is over or the client goes. */
export function watchObjects(
  store: ObjectStore,
  resource: ResourceKind,
  request: KubeRequest,
  form: ObjectForm,
  response: ServerResponse,
): void {
  const { query } = request
  const fits = selection(request)
  if (typeof fits !== 'function') {
    sendReply(response, failureReply(fits))
    return
  }
  const asked = query.get('resourceVersion') ?? ''
  if (!/^\d*$/.test(asked)) {
    sendReply(response, failureReply({ code: 400, message: `invalid resource version "${asked}"` }))
    return
  }
  const isOurs = ({ object }: StoreEvent) =>
    object.kind === resource.kind && object.apiVersion === apiVersionOf(resource)
  const write = (type: string, json: string) => response.write(`{"type":"${type}","object":${json}}\n`)
  const tell = (event: StoreEvent) => {
    const type = isOurs(event) ? typeFor(event, fits) : null
    if (type) write(type, form.json(event.object))
  }
  const bookmark = (annotations: Record<string, string> = {}) => {
    const metadata = { resourceVersion: String(store.version), creationTimestamp: null, annotations }
    write('BOOKMARK', JSON.stringify({ kind: form.kind, apiVersion: form.apiVersion, metadata }))
  }

  const version = Number(asked)
  const wantsInitial = flagOf(query, 'sendInitialEvents')
  const missed = version === 0 || wantsInitial ? [] : store.since(version)
  response.writeHead(200, { 'Content-Type': 'application/json' })
  if (missed === null) {
    const message = `too old resource version: ${version} (${store.oldest})`
    write('ERROR', JSON.stringify(statusObject({ code: 410, message })))
    response.end()
    return
  }
  response.flushHeaders()
  if (version === 0 || wantsInitial) {
    for (const object of store.list(resource).filter(fits)) write('ADDED', form.json(object))
  }
  for (const event of missed) tell(event)
  const wantsBookmarks = flagOf(query, 'allowWatchBookmarks')
  if (wantsInitial) bookmark({ 'k8s.io/initial-events-end': 'true' })
  const unfollow = store.follow(tell)
  const marks = wantsBookmarks ? setInterval(() => bookmark(), bookmarkSeconds * 1000).unref() : undefined
  const seconds = Number(query.get('timeoutSeconds')) || longestSeconds * (1 + Math.random())
  const end = setTimeout(() => {
    if (wantsBookmarks) bookmark()
    response.end()
  }, seconds * 1000).unref()
  response.once('close', () => {
    unfollow()
    clearInterval(marks)
    clearTimeout(end)
  })
}

/** What a change is to somebody who sees only what fits; null where it is nothing. */
function typeFor({ type, object, before }: StoreEvent, fits: Selection): StoreEvent['type'] | null {
  const did = before !== null && fits(before)
  const does = type !== 'DELETED' && fits(object)
  if (does) return did ? 'MODIFIED' : 'ADDED'
  return did ? 'DELETED' : null
}
