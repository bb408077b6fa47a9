import type { KubeObject } from '../../model.ts'
import { apiVersionOf, type ResourceKind } from './resourceKinds.ts'

export interface ObjectRef {
  apiVersion: string
  kind: string
  namespace?: string
  name: string
}

export interface StoreEvent {
  version: number
  type: 'ADDED' | 'MODIFIED' | 'DELETED'
  object: KubeObject
  /** What stood there before, for selectors that an edit makes fit or unfit. */
  before: KubeObject | null
}

/** etcd keeps five minutes; here so many changes of a cluster. */
const eventsKept = 2000

const keyOf = (kind: string, namespace: string | undefined, name: string) =>
  `${kind}/${namespace ?? ''}/${name}`
const listKey = (kind: { apiVersion: string; kind: string }) => `${kind.apiVersion}/${kind.kind}`

/** The objects of a cluster with one counter of versions over all of them, as etcd has it. Objects are never changed in place. */
export class ObjectStore {
  private readonly objects = new Map<string, KubeObject>()
  private events: StoreEvent[] = []
  private readonly listeners = new Set<(event: StoreEvent) => void>()
  private readonly lists = new Map<string, readonly KubeObject[]>()
  private everything: readonly KubeObject[] | null = null
  /** Changes up to this version are forgotten. */
  private forgotten: number
  version = 1000

  constructor(objects: readonly KubeObject[]) {
    for (const object of objects) this.keep(object)
    this.events = []
    this.forgotten = this.version
  }

  private keep(object: KubeObject): StoreEvent {
    const key = keyOf(object.kind, object.metadata.namespace, object.metadata.name)
    const before = this.objects.get(key) ?? null
    const version = ++this.version
    const kept = { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } }
    this.objects.set(key, kept)
    return this.note({ version, type: before ? 'MODIFIED' : 'ADDED', object: kept, before })
  }

  private note(event: StoreEvent): StoreEvent {
    this.everything = null
    this.lists.delete(listKey(event.object))
    this.events.push(event)
    if (this.events.length > 2 * eventsKept) this.forget(this.version - eventsKept)
    return event
  }

  private tell(event: StoreEvent): void {
    for (const listener of this.listeners) listener(event)
  }

  put(object: KubeObject): KubeObject {
    const event = this.keep(object)
    this.tell(event)
    return event.object
  }

  /** The last state, or null where there is none. */
  remove(ref: { kind: string; namespace?: string | undefined; name: string }): KubeObject | null {
    const key = keyOf(ref.kind, ref.namespace, ref.name)
    const before = this.objects.get(key)
    if (!before) return null
    this.objects.delete(key)
    const version = ++this.version
    const object = { ...before, metadata: { ...before.metadata, resourceVersion: String(version) } }
    this.tell(this.note({ version, type: 'DELETED', object, before }))
    return object
  }

  get(kind: string, namespace: string | undefined, name: string): KubeObject | null {
    return this.objects.get(keyOf(kind, namespace, name)) ?? null
  }

  /** All objects; the same array until something changes. */
  all(): readonly KubeObject[] {
    this.everything ??= [...this.objects.values()]
    return this.everything
  }

  /** Objects of a kind in the order of their keys; the same array until one of them changes. */
  list(resource: ResourceKind): readonly KubeObject[] {
    const key = listKey({ apiVersion: apiVersionOf(resource), kind: resource.kind })
    const known = this.lists.get(key)
    if (known) return known
    const list = this.all()
      .filter(object => object.kind === resource.kind && object.apiVersion === apiVersionOf(resource))
      .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
    this.lists.set(key, list)
    return list
  }

  /** Changes after a version, oldest first; null where some of them are forgotten. */
  since(version: number): StoreEvent[] | null {
    if (version < this.forgotten) return null
    return this.events.filter(event => event.version > version)
  }

  /** Forgets the changes up to a version, as a compaction of etcd does. */
  forget(version: number): void {
    this.events = this.events.filter(event => event.version > version)
    this.forgotten = Math.max(this.forgotten, version)
  }

  get oldest(): number {
    return this.forgotten
  }

  /** Returns what ends it. */
  follow(listener: (event: StoreEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}

/** Where an object stands in a list. */
export const placeOf = ({ metadata }: KubeObject) => `${metadata.namespace ?? ''}/${metadata.name}`
