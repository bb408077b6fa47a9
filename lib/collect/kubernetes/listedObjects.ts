import { z } from 'zod'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { failed } from '../failed.ts'

const wireAny = z.looseObject({ apiVersion: z.string(), kind: z.string() })
const wireList = wireAny.extend({ items: z.array(z.unknown()).nullable() })

/**
 * The objects of a `kubectl get -o json` answer: of a List of mixed kinds, of a list of one kind as the API server
 * gives it (whose items do not repeat their kind), or of a single object. Fails as `malformed` where it is neither.
 */
export function listedObjects(json: unknown): Outcome<unknown[]> {
  const list = wireList.safeParse(json)
  if (!list.success) {
    return wireAny.safeParse(json).success
      ? { ok: true, value: [json] }
      : failed('malformed', 'not a Kubernetes object or list: it has no apiVersion and kind')
  }
  const { apiVersion, kind, items } = list.data
  if (!kind.endsWith('List')) return { ok: true, value: [json] }
  const given = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) }
  const objects = (items ?? []).map(item =>
    typeof item === 'object' && item !== null ? { ...given, ...item } : item,
  )
  return { ok: true, value: objects }
}
