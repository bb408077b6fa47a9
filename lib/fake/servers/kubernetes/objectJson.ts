import type { KubeObject } from '../../model.ts'
import { apiVersionOf, type ResourceKind } from './resourceKinds.ts'

/** How objects are written to a client. */
export interface ObjectForm {
  apiVersion: string
  kind: string
  listKind: string
  json: (object: KubeObject) => string
}

const whole = new WeakMap<KubeObject, string>()
const metadataOnly = new WeakMap<KubeObject, string>()

/** Objects are never changed in place, so each version of one is written out once. */
function kept(texts: WeakMap<KubeObject, string>, object: KubeObject, write: () => string): string {
  const known = texts.get(object)
  if (known !== undefined) return known
  const text = write()
  texts.set(object, text)
  return text
}

export const objectJson = (object: KubeObject) => kept(whole, object, () => JSON.stringify(object))

const partial = { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1' }

/** The form that `Accept` asks for: whole objects, or their metadata alone. Tables, which kubectl would like best, there are none. */
export function objectForm(resource: ResourceKind, accept: string): ObjectForm {
  if (/^application\/json;[^,]*as=PartialObjectMetadata/.test(accept)) {
    return {
      ...partial,
      listKind: 'PartialObjectMetadataList',
      json: object =>
        kept(metadataOnly, object, () => JSON.stringify({ ...partial, metadata: object.metadata })),
    }
  }
  const apiVersion = apiVersionOf(resource)
  return { apiVersion, kind: resource.kind, listKind: `${resource.kind}List`, json: objectJson }
}
