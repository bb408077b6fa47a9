import type { KubeObject, Live, World } from '../model.ts'

/** The objects of a world's clusters, held in memory as the fake API server would hold them. */
export interface Held {
  live: Live
  /** Puts an edited or new object and lets the controllers act. */
  edit(cluster: string, object: KubeObject, now: Date): void
  find(cluster: string, kind: string, name: string | RegExp): KubeObject
  pods(cluster: string): KubeObject[]
}

const keyOf = (object: KubeObject) =>
  `${object.kind}/${object.metadata.namespace ?? ''}/${object.metadata.name}`

/** Throws where an object that is asked for is not there. For tests of worlds without a server. */
export function hold(world: World): Held {
  const stores = new Map(
    world.clusters.map(({ name, objects }) => [
      name,
      new Map(objects.map(object => [keyOf(object), object])),
    ]),
  )
  const lists = new Map<string, readonly KubeObject[]>()
  const live: Live = name => {
    const list = lists.get(name) ?? [...(stores.get(name)?.values() ?? [])]
    lists.set(name, list)
    return list
  }
  const settle = (cluster: string, now: Date) => {
    for (let turn = 0; turn < 10; turn++) {
      const { put, remove } = world.reconcile(cluster, live, now)
      if (put.length + remove.length === 0) return
      for (const object of remove) stores.get(cluster)?.delete(keyOf(object))
      for (const object of put) stores.get(cluster)?.set(keyOf(object), object)
      lists.delete(cluster)
    }
    throw new Error(`the controllers of ${cluster} do not come to rest`)
  }
  return {
    live,
    edit(cluster, object, now) {
      stores.get(cluster)?.set(keyOf(object), object)
      lists.delete(cluster)
      settle(cluster, now)
    },
    find(cluster, kind, name) {
      const object = live(cluster).find(
        candidate =>
          candidate.kind === kind &&
          (typeof name === 'string' ? candidate.metadata.name === name : name.test(candidate.metadata.name)),
      )
      if (!object) throw new Error(`no ${kind} ${name} in ${cluster}`)
      return object
    },
    pods: cluster => live(cluster).filter(object => object.kind === 'Pod'),
  }
}
