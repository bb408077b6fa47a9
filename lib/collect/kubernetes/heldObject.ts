import { z } from 'zod'

/** What is kept of an object between two events, in the shape it came in. Its spec is read elsewhere, by its own schema. */
export interface HeldObject extends HeldParts {
  apiVersion: string
  kind: string
}

export interface HeldParts {
  metadata: { name: string; namespace?: string | undefined; [field: string]: unknown }
  spec?: unknown
  status?: unknown
  data?: unknown
}

const wireParts = z.looseObject({
  metadata: z.looseObject({
    name: z.string().min(1),
    namespace: z.string().optional(),
    resourceVersion: z.string().optional(),
    annotations: z.record(z.string(), z.string()).nullish(),
    managedFields: z
      .array(z.looseObject({ manager: z.string().nullish(), subresource: z.string().nullish() }))
      .nullish(),
  }),
})

/** An object of the wire, with the fields that name it. */
export type WireParts = z.output<typeof wireParts>

/** Null where it is no object of Kubernetes. */
export function readObject(value: unknown): WireParts | null {
  const read = wireParts.safeParse(value)
  return read.success ? read.data : null
}

/** kubectl's copy of the whole object: as large again, and with values that the object itself may have dropped since. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

/**
 * Metadata without what changes by the minute: no resourceVersion, and of the managed fields only who manages. Two events
 * that differ in nothing else leave the held object as it was.
 */
export function heldMetadata({ metadata }: WireParts): HeldObject['metadata'] {
  const { resourceVersion: _, generation: __, managedFields, annotations, selfLink: ___, ...kept } = metadata
  const { [lastApplied]: ____, ...ownAnnotations } = annotations ?? {}
  // Who writes the status manages nothing that is kept.
  const written = (managedFields ?? []).filter(({ subresource }) => !subresource)
  const managers = [...new Set(written.flatMap(({ manager }) => manager || []))].sort()
  return {
    ...kept,
    ...(annotations ? { annotations: ownAnnotations } : {}),
    ...(managers.length > 0 ? { managedFields: managers.map(manager => ({ manager })) } : {}),
  }
}

/** By what an object of one kind is known in a cluster. */
export const keyOf = ({ metadata }: Pick<WireParts, 'metadata'>) =>
  `${metadata.namespace ?? ''}/${metadata.name}`

/** A part of an object as a record; empty where it is none. */
export function partOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** These fields of a part, those that are there. */
export function pick(part: Record<string, unknown>, ...fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap(field => (part[field] === undefined ? [] : [[field, part[field]]])),
  )
}
