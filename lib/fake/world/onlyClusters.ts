import type { Live, World } from '../model.ts'

/** A world of which only some clusters are served; the pods of the others are devices like any other. */
export function onlyClusters(world: World, names: readonly string[]): World {
  const original = new Map(world.clusters.map(({ name, objects }) => [name, objects]))
  const all =
    (live: Live): Live =>
    name =>
      names.includes(name) ? live(name) : (original.get(name) ?? [])
  return {
    ...world,
    clusters: world.clusters.filter(({ name }) => names.includes(name)),
    devices: (live, now) => world.devices(all(live), now),
    voice: (cluster, pod, live, now) => world.voice(cluster, pod, all(live), now),
    reconcile: (cluster, live, now) => world.reconcile(cluster, all(live), now),
  }
}
