import { z } from 'zod'
import type { KeptObject } from '#lib/tailnet/cluster.ts'
import { isCredential } from './isCredential.ts'
import type { WireObject } from './wireObject.ts'
import { withoutKeys } from './withoutKeys.ts'

const record = z.record(z.string(), z.unknown()).catch({})
const wireRest = z.object({ spec: record, status: record, data: record })

/** Deeper than any Kubernetes object (CRD schemas aside, which are not kept). */
const deepest = 40

/** A value of a spec or status, less what could be a credential: plain values of such variables, and keys in texts. */
function storable(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return withoutKeys(value).toWellFormed().replaceAll('\0', '\u2400')
  if (typeof value !== 'object' || value === null) return value
  if (depth > deepest) return null
  if (Array.isArray(value)) return value.map(each => storable(each, depth + 1))
  const isSecret = 'name' in value && 'value' in value && isCredential(String(value.name))
  const entries = Object.entries(value).filter(([key]) => !(isSecret && key === 'value'))
  return Object.fromEntries(entries.map(([key, each]) => [key, storable(each, depth + 1)]))
}

/** A plain record again: `storable` keeps the shape of what it is given. */
const storableRecord = (value: Record<string, unknown>) => storable(value) as Record<string, unknown>

/** Spec, status and data of an object, each empty where it is no record. */
export const restOf = (object: unknown) => wireRest.parse(object)

/** An object as it came, less managedFields and credentials. */
export function toKeptObject(object: WireObject, rest: z.output<typeof wireRest>): KeptObject {
  const { namespace, name, uid, labels, annotations, managedFields } = object.metadata
  const texts = Object.entries(storableRecord(rest.data)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    namespace,
    name,
    uid,
    labels,
    annotations,
    // Who writes its status manages nothing that a remedy would change.
    managers: [...new Set(managedFields.filter(each => !each.subresource).map(each => each.manager))],
    spec: storableRecord(rest.spec),
    status: storableRecord(rest.status),
    data: Object.fromEntries(texts),
  }
}
