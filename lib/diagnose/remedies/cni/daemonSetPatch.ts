import type { ClusterFacts, DaemonSetFacts, KeptObject, ObjectRef } from '#lib/tailnet/cluster.ts'
import type { JsonOperation, Patch } from '../applyPatch.ts'
import { type Keeper, keeperOf } from '../keeper.ts'
import { objectPatch, type RemedyPatch } from '../objectPatch.ts'
import { at, listAt, type PlainMap, plainMap, textAt } from '../plain.ts'

/** A CNI's DaemonSet with its patch, and who would take it back. */
export interface DaemonSetPatch {
  patch: RemedyPatch
  keeper: Keeper | null
}

/** The limit that goes with each of them. */
export const restarts = 'The DaemonSet restarts node by node.'

/** The DaemonSet as it came, or as far as its facts tell. */
export function daemonSetObject(
  cluster: ClusterFacts,
  facts: DaemonSetFacts,
): { ref: ObjectRef; before: PlainMap; kept: KeptObject | null } {
  const ref = { apiVersion: 'apps/v1', kind: 'DaemonSet', namespace: facts.namespace, name: facts.name }
  const kept = cluster.objects.find(
    each => each.kind === 'DaemonSet' && each.namespace === facts.namespace && each.name === facts.name,
  )
  const containers = facts.containers.map(({ name, image, env }) => ({
    name,
    image,
    env: env.map(each =>
      each.value === null ? { name: each.name } : { name: each.name, value: each.value },
    ),
  }))
  return {
    ref,
    kept: kept ?? null,
    before: kept ? { spec: plainMap(kept.spec) } : { spec: { template: { spec: { containers } } } },
  }
}

const patchOf = (cluster: ClusterFacts, facts: DaemonSetFacts, patch: Patch): DaemonSetPatch => {
  const { ref, before, kept } = daemonSetObject(cluster, facts)
  const keeper = keeperOf(kept ?? facts)
  return {
    patch: objectPatch(ref, before, patch, keeper),
    keeper,
  }
}

/** Sets a variable of one container. */
export function setDaemonEnv(
  cluster: ClusterFacts,
  facts: DaemonSetFacts,
  container: string,
  name: string,
  value: string,
): DaemonSetPatch {
  const isReference = facts.containers
    .find(each => each.name === container)
    ?.env.some(each => each.name === name && each.value === null)
  const env = [{ name, value, ...(isReference ? { valueFrom: null } : {}) }]
  const body = { spec: { template: { spec: { containers: [{ name: container, env }] } } } }
  return patchOf(cluster, facts, { type: 'strategic', body })
}

/**
 * Adds an argument to one container. A list of arguments is replaced whole by a merge, so it is a JSON patch, which
 * first tests that the container is still in its place. Null where the object was not seen.
 */
export function addDaemonArg(
  cluster: ClusterFacts,
  facts: DaemonSetFacts,
  isOne: (name: string) => boolean,
  arg: string,
): DaemonSetPatch | null {
  const { before, kept } = daemonSetObject(cluster, facts)
  if (!kept) return null
  const containers = listAt(before, 'spec', 'template', 'spec', 'containers')
  const place = containers.findIndex(each => isOne(textAt(each, 'name') ?? ''))
  if (place < 0) return null
  const container = containers[place]
  const path = `/spec/template/spec/containers/${place}`
  const list = Array.isArray(at(container, 'args'))
    ? 'args'
    : Array.isArray(at(container, 'command'))
      ? 'command'
      : null
  const add: JsonOperation = list
    ? { op: 'add', path: `${path}/${list}/-`, value: arg }
    : { op: 'add', path: `${path}/args`, value: [arg] }
  const test: JsonOperation = { op: 'test', path: `${path}/name`, value: textAt(container, 'name') }
  return patchOf(cluster, facts, { type: 'json', body: [test, add] })
}
