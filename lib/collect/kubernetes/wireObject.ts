import { z } from 'zod'
import { wireText, wireTextOrEmpty } from '../wire.ts'
import { withoutKeys } from './withoutKeys.ts'

/** An API server takes 256 KiB of annotations in all; those in use are some lines of JSON at the most. */
const longestValue = 16 * 1024
/** A prefix of 253 characters, a slash and a name of 63 (apimachinery `IsQualifiedName`). */
const longestKey = 317

/** Labels or annotations; a value that is no text, or a key that no server takes, is left out alone. */
export const wireStrings = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform(record => {
    const texts = Object.entries(record ?? {}).flatMap(([key, value]) =>
      typeof value === 'string' && key.length <= longestKey
        ? [[key, withoutKeys(value.slice(0, longestValue))] as const]
        : [],
    )
    return Object.fromEntries(texts) as Record<string, string>
  })

/** A list whose unreadable items are left out. */
export function wireListOf<T>(item: z.ZodType<T>) {
  return z
    .array(z.unknown())
    .nullish()
    .transform(list =>
      (list ?? []).flatMap(each => {
        const read = item.safeParse(each)
        return read.success ? [read.data] : []
      }),
    )
}

const wireOwner = z.object({
  apiVersion: wireText,
  kind: wireText,
  name: wireText,
  controller: z.boolean().nullish(),
})

const wireManager = z.object({ manager: wireText, subresource: wireTextOrEmpty })

/** The whole manifest again, environment and all: applied by kubectl, of no use here. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

/** What every Kubernetes object has in front (apimachinery meta/v1 `ObjectMeta`). */
export const wireObject = z.object({
  apiVersion: wireText,
  kind: wireText,
  metadata: z.object({
    name: wireText,
    namespace: wireTextOrEmpty.transform(text => text || null),
    uid: wireTextOrEmpty,
    labels: wireStrings,
    annotations: wireStrings.transform(({ [lastApplied]: _, ...rest }) => rest),
    ownerReferences: wireListOf(wireOwner),
    managedFields: wireListOf(wireManager),
  }),
})

export type WireObject = z.output<typeof wireObject>
