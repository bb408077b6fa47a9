import { randomBytes, randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { KubeObject } from '../../model.ts'
import type { Reply } from '../http/reply.ts'
import { checkObject, notFound, toKubeObject } from './checkObject.ts'
import type { Json } from './jsonValue.ts'
import type { KubeRequest } from './kubeRequest.ts'
import { failureReply, type KubeFailure } from './kubeStatus.ts'
import { objectJson } from './objectJson.ts'
import type { ObjectStore } from './objectStore.ts'
import { patched } from './patched.ts'
import { apiVersionOf, type ResourceKind, resourceName } from './resourceKinds.ts'

export interface Write {
  store: ObjectStore
  resource: ResourceKind
  request: KubeRequest
  now: Date
  /** Lets the controllers act. Throws where they cannot work with what was written. */
  settle: () => void
}

const objectReply = (status: number, object: KubeObject): Reply => ({
  status,
  contentType: 'application/json',
  body: objectJson(object),
})

function parsed(body: string): { value: Json } | KubeFailure {
  try {
    return { value: JSON.parse(body) as Json }
  } catch (error) {
    return { code: 400, message: `error decoding the body: ${String(error)}` }
  }
}

/** `POST` to a collection. */
export function createObject(write: Write, body: string): Reply {
  const { store, resource, request, now } = write
  const json = parsed(body)
  if ('code' in json) return failureReply(json)
  const given = toKubeObject(json.value)
  if (given?.kind !== resource.kind) {
    return failureReply({ code: 400, message: `the object provided is no ${resource.kind}` })
  }
  const { metadata } = given
  const base = metadata.generateName
  const name =
    metadata.name ?? (typeof base === 'string' ? base + randomBytes(3).toString('hex').slice(0, 5) : '')
  if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name)) {
    return failureReply({
      code: 422,
      message: `${resource.kind} "${name}" is invalid: metadata.name: Invalid value`,
    })
  }
  const namespace = request.namespace
  if (namespace !== null && !store.get('Namespace', undefined, namespace)) {
    return failureReply({ code: 404, message: `namespaces "${namespace}" not found` })
  }
  if (store.get(resource.kind, namespace ?? undefined, name)) {
    const message = `${resourceName(resource)} "${name}" already exists`
    return failureReply({ code: 409, reason: 'AlreadyExists', message })
  }
  const object: KubeObject = {
    ...given,
    apiVersion: apiVersionOf(resource),
    metadata: {
      ...metadata,
      name,
      ...(namespace === null ? {} : { namespace }),
      uid: randomUUID(),
      generation: 1,
      creationTimestamp: now.toISOString().replace(/\.\d+Z$/, 'Z'),
    },
  }
  return kept(write, object, null, 201)
}

/** `PUT` or `PATCH` of one object, or of its status. */
export function changeObject(write: Write, body: string, patchType: string | null): Reply {
  const { store, resource, request } = write
  const name = request.name ?? ''
  const before = store.get(resource.kind, request.namespace ?? undefined, name)
  if (!before) return failureReply(notFound(resource, name))
  const json = parsed(body)
  if ('code' in json) return failureReply(json)
  const result =
    patchType === null ? { object: json.value } : patched(resource, before as Json, patchType, json.value)
  if ('code' in result) return failureReply(result)
  const after = toKubeObject(result.object)
  if (!after || after.kind !== before.kind || after.apiVersion !== before.apiVersion) {
    return failureReply({
      code: 400,
      message: `the object provided is no ${resource.kind} of ${before.apiVersion}`,
    })
  }
  if (after.metadata.name !== name || (after.metadata.namespace ?? null) !== request.namespace) {
    const message = `the name of the object (${after.metadata.name}) does not match the name on the URL (${name})`
    return failureReply({ code: 400, message })
  }
  const { uid, resourceVersion } = after.metadata
  if ((uid ?? before.metadata.uid) !== before.metadata.uid || isOld(resourceVersion, before)) {
    const message = `Operation cannot be fulfilled on ${resourceName(resource)} "${name}": the object has been modified; please apply your changes to the latest version and try again`
    return failureReply({ code: 409, message })
  }
  return kept(write, changed(before, after, request.subresource, resource.isCustom), before, 200)
}

const isOld = (version: string | undefined, before: KubeObject) =>
  version !== undefined && version !== '' && version !== before.metadata.resourceVersion

/** The status of a built-in kind is written by its subresource only, and the rest not by that. */
function changed(
  before: KubeObject,
  after: KubeObject,
  subresource: string | null,
  isCustom: boolean,
): KubeObject {
  if (subresource === 'status') return { ...before, status: after.status }
  const { uid, creationTimestamp, generation = 0 } = before.metadata
  const isSameSpec = isDeepStrictEqual(before.spec, after.spec)
  const metadata = {
    ...after.metadata,
    uid,
    creationTimestamp,
    generation: generation + (isSameSpec ? 0 : 1),
  }
  const kept = { ...after, metadata: definedOnly(metadata) as KubeObject['metadata'] }
  return isCustom || !('status' in before) ? kept : { ...kept, status: before.status }
}

const definedOnly = (map: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined))

function kept(write: Write, object: KubeObject, before: KubeObject | null, status: number): Reply {
  const { store, resource, settle } = write
  const problem = checkObject(resource, object, before)
  if (problem) return failureReply(problem)
  if (write.request.query.getAll('dryRun').includes('All')) return objectReply(status, object)
  // A change of nothing is not written, as kube-apiserver has it.
  if (before && isDeepStrictEqual(unversioned(before), unversioned(object)))
    return objectReply(status, before)
  const put = store.put(object)
  try {
    settle()
  } catch (error) {
    if (before) store.put(before)
    else store.remove({ kind: object.kind, namespace: object.metadata.namespace, name: object.metadata.name })
    throw error
  }
  return objectReply(status, put)
}

const unversioned = (object: KubeObject) => ({
  ...object,
  metadata: { ...object.metadata, resourceVersion: '', generation: 0 },
})

/** `DELETE` of one object. */
export function deleteObject({ store, resource, request, settle }: Write): Reply {
  const name = request.name ?? ''
  const gone = store.remove({ kind: resource.kind, namespace: request.namespace ?? undefined, name })
  if (!gone) return failureReply(notFound(resource, name))
  settle()
  if (resource.kind === 'Pod') return objectReply(200, gone)
  const details = { name, group: resource.group, kind: resource.plural, uid: gone.metadata.uid }
  const body = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details }
  return { status: 200, contentType: 'application/json', body: JSON.stringify(body) }
}
