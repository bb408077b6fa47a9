import type { KubeObject } from '../../model.ts'
import type { Reply } from '../http/reply.ts'
import type { KubeRequest } from './kubeRequest.ts'
import { failureReply } from './kubeStatus.ts'
import type { ObjectForm } from './objectJson.ts'
import { type ObjectStore, placeOf } from './objectStore.ts'
import type { ResourceKind } from './resourceKinds.ts'
import { selection } from './selection.ts'

/** A list that is read by pages is one moment's: each page is cut from what stood there at the first. */
export class Snapshots {
  private readonly byVersion = new Map<string, readonly KubeObject[]>()

  hold(resource: string, version: number, objects: readonly KubeObject[]): void {
    this.byVersion.set(`${resource} ${version}`, objects)
  }

  at(resource: string, version: number): readonly KubeObject[] | undefined {
    return this.byVersion.get(`${resource} ${version}`)
  }

  /** A compaction ends all lists that are still being read. */
  forget(): void {
    this.byVersion.clear()
  }
}

interface Page {
  version: number
  /** Where the last page ended. */
  after: string
}

const tokenOf = (page: Page) => Buffer.from(JSON.stringify(page)).toString('base64url')

function pageOf(token: string): Page | null {
  try {
    const page: unknown = JSON.parse(Buffer.from(token, 'base64url').toString())
    if (page === null || typeof page !== 'object') return null
    const { version, after } = page as Partial<Page>
    return typeof version === 'number' && typeof after === 'string' ? { version, after } : null
  } catch {
    return null
  }
}

/** `GET` of a collection: `limit` and `continue`, selectors, `resourceVersion`. */
export function listObjects(
  store: ObjectStore,
  snapshots: Snapshots,
  resource: ResourceKind,
  request: KubeRequest,
  form: ObjectForm,
): Reply {
  const { query } = request
  const fits = selection(request)
  if (typeof fits !== 'function') return failureReply(fits)
  const limit = Number(query.get('limit') ?? 0)
  const wanted = Number(query.get('resourceVersion') ?? 0)
  if (!Number.isInteger(limit) || !Number.isInteger(wanted)) {
    return failureReply({ code: 400, message: 'limit and resourceVersion must be whole numbers' })
  }
  if (wanted > store.version) {
    const message = `Too large resource version: ${wanted}, current: ${store.version}`
    return failureReply({ code: 504, message: `Timeout: ${message}`, details: { retryAfterSeconds: 1 } })
  }
  const token = query.get('continue') ?? ''
  const page = token === '' ? { version: store.version, after: '' } : pageOf(token)
  if (!page)
    return failureReply({
      code: 400,
      message: 'continue key is not valid: encoded continue token is invalid',
    })
  const all = token === '' ? store.list(resource) : snapshots.at(resource.plural, page.version)
  if (!all) {
    const message = 'The provided continue parameter is too old to display a consistent list result.'
    return failureReply({ code: 410, message })
  }
  const left = all.filter(object => (page.after === '' || placeOf(object) > page.after) && fits(object))
  const shown = limit > 0 ? left.slice(0, limit) : left
  const last = shown.at(-1)
  const more = left.length - shown.length
  if (more > 0) snapshots.hold(resource.plural, page.version, all)
  const metadata = {
    resourceVersion: String(page.version),
    ...(more > 0 && last
      ? { continue: tokenOf({ version: page.version, after: placeOf(last) }), remainingItemCount: more }
      : {}),
  }
  const head = JSON.stringify({ kind: form.listKind, apiVersion: form.apiVersion, metadata })
  return {
    status: 200,
    contentType: 'application/json',
    body: `${head.slice(0, -1)},"items":[${shown.map(form.json).join(',')}]}`,
  }
}
