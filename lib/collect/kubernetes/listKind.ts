import { z } from 'zod'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { failed } from '../failed.ts'
import { parseJson } from '../parseJson.ts'
import { readShape } from '../readShape.ts'
import type { ApiServer } from './apiServer.ts'
import { type HeldObject, keyOf, readObject, type WireParts } from './heldObject.ts'
import { kubeText } from './kubeText.ts'
import { usualAnswerMs } from './pacing.ts'
import { pathOf, type WatchedKind } from './watchedKinds.ts'

/** All objects of a kind at one moment, by namespace and name. */
export interface Listing {
  objects: Map<string, HeldObject>
  /** Where a watch goes on. */
  resourceVersion: string
}

const wireList = z.object({
  metadata: z.object({ resourceVersion: z.string().nullish(), continue: z.string().nullish() }),
  items: z.array(z.unknown()).nullish(),
})

/** As client-go's pager has it: a few MB a page. */
const pageSize = 500
/** A million objects of a kind. */
const mostPages = 2_000
/** A page: 500 objects of the largest size that etcd takes (1.5 MiB) would be more, but no cluster is full of those. */
const limitBytes = 256 * 1024 * 1024

/**
 * Lists a kind page by page. A continuation may grow too old between two pages (410, etcd's compaction): then the list
 * begins anew, at last in one piece. Objects that cannot be read are left out.
 */
export async function listKind(
  server: ApiServer,
  kind: WatchedKind,
  stop: AbortSignal,
  timeoutMs = usualAnswerMs,
): Promise<Outcome<Listing>> {
  const first = await byPages(server, kind, pageSize, stop, timeoutMs)
  if (first.ok || first.failure.code !== 'gone') return first
  return await byPages(server, kind, null, stop, timeoutMs)
}

async function byPages(
  server: ApiServer,
  kind: WatchedKind,
  limit: number | null,
  stop: AbortSignal,
  timeoutMs: number,
): Promise<Outcome<Listing>> {
  const what = `list of ${kind.plural}`
  const objects = new Map<string, HeldObject>()
  let resourceVersion = ''
  let next = ''
  for (let pages = 0; pages < mostPages; pages++) {
    const query = new URLSearchParams()
    if (limit !== null) query.set('limit', String(limit))
    if (next !== '') query.set('continue', next)
    const path = query.size > 0 ? `${pathOf(kind)}?${query}` : pathOf(kind)
    const text = await kubeText(
      server,
      { what, path, accept: acceptFor(kind, 'List') },
      { timeoutMs, limitBytes },
      stop,
    )
    if (!text.ok) return text
    const json = parseJson(text.value, what)
    const list = json.ok ? readShape(wireList, json.value, what) : json
    if (!list.ok) return list
    for (const item of list.value.items ?? []) {
      const object = readObject(item)
      if (object) objects.set(keyOf(object), held(kind, object))
    }
    // Of the first page: a watch from there misses nothing that came between the pages.
    resourceVersion ||= list.value.metadata.resourceVersion ?? ''
    const last = next
    next = list.value.metadata.continue ?? ''
    if (next === '') return { ok: true, value: { objects, resourceVersion } }
    if (next === last) return failed('malformed', `${what}: the same page again`)
  }
  return failed('too_large', `${what}: more than ${mostPages} pages`)
}

/** Items of a list do not name their kind. */
export const held = (kind: WatchedKind, object: WireParts): HeldObject => ({
  apiVersion: kind.apiVersion,
  kind: kind.kind,
  ...kind.held(object),
})

/** A server that does not know the short form gives the whole object. */
export function acceptFor({ metadataOnly }: WatchedKind, suffix: 'List' | ''): string {
  return metadataOnly
    ? `application/json;as=PartialObjectMetadata${suffix};g=meta.k8s.io;v=v1,application/json`
    : 'application/json'
}
