import type { KubeObject } from '../model.ts'
import { labelsMatch, tailscaleContainer, workloadSpec } from './kubeShape.ts'
import {
  isWorkload,
  newPod,
  newReplicaSet,
  nodeFor,
  nodeNameOf,
  ownerUid,
  podsOf,
  suffix,
  templateOf,
  templatePrint,
} from './workload.ts'

export interface Change {
  put: KubeObject[]
  remove: KubeObject[]
  /** Which pod takes the place of which, by UID; null where it is one more. */
  successions: { pod: KubeObject; replaces: string | null }[]
}

/** Remembers from which template each pod was made, as a controller reads it off its labels. */
export interface Controllers {
  /** Template print by workload UID, as first seen: pods that stood there already were made from it. */
  first: Map<string, string>
  /** Template print by pod UID. */
  madeFrom: Map<string, string>
  /** Pods made so far, for names that are unlike. */
  made: number
}

export const newControllers = (): Controllers => ({ first: new Map(), madeFrom: new Map(), made: 0 })

export function learnTemplates(controllers: Controllers, objects: readonly KubeObject[]) {
  for (const workload of objects.filter(isWorkload)) {
    const uid = workload.metadata.uid ?? ''
    if (!controllers.first.has(uid)) controllers.first.set(uid, templatePrint(workload))
  }
}

interface Place {
  name: string
  node: KubeObject
  replaces: string | null
}

/** Name and node of each pod that a workload is short of, given those that stay. */
function missing(
  workload: KubeObject,
  stay: readonly KubeObject[],
  leaving: readonly KubeObject[],
  nodes: readonly KubeObject[],
  replicaSet: KubeObject | null,
  controllers: Controllers,
): Place[] {
  const template = templateOf(workload)
  const queue = [...leaving]
  const place = (name: (predecessor: KubeObject | undefined) => string, node?: KubeObject): Place[] => {
    const predecessor = queue.shift()
    const chosen = node ?? nodeFor(template, nodes, predecessor && nodeNameOf(predecessor))
    return chosen
      ? [{ name: name(predecessor), node: chosen, replaces: predecessor?.metadata.uid ?? null }]
      : []
  }
  const base = (replicaSet ?? workload).metadata.name
  if (workload.kind === 'DaemonSet') {
    return nodes
      .filter(node => labelsMatch(template.spec.nodeSelector, node.metadata.labels ?? {}))
      .filter(node => !stay.some(pod => nodeNameOf(pod) === node.metadata.name))
      .flatMap(node => {
        const mine = queue.findIndex(pod => nodeNameOf(pod) === node.metadata.name)
        if (mine > 0) queue.unshift(...queue.splice(mine, 1))
        return place(() => `${base}-${suffix(`${base} ${controllers.made++}`)}`, node)
      })
  }
  const wanted = workloadSpec(workload).replicas ?? 1
  if (workload.kind === 'StatefulSet') {
    return Array.from({ length: wanted }, (_, ordinal) => `${base}-${ordinal}`)
      .filter(name => !stay.some(pod => pod.metadata.name === name))
      .flatMap(name => {
        const mine = queue.findIndex(pod => pod.metadata.name === name)
        if (mine > 0) queue.unshift(...queue.splice(mine, 1))
        return place(() => name)
      })
  }
  return Array.from({ length: Math.max(0, wanted - stay.length) }).flatMap(() =>
    place(() => `${base}-${suffix(`${base} ${controllers.made++}`)}`),
  )
}

/** How many of a workload's pods may stay at most. */
function surplus(
  workload: KubeObject,
  current: readonly KubeObject[],
  nodes: readonly KubeObject[],
): KubeObject[] {
  if (workload.kind === 'DaemonSet') {
    const selector = templateOf(workload).spec.nodeSelector
    const fits = (node: KubeObject) => labelsMatch(selector, node.metadata.labels ?? {})
    return current.filter(pod => !nodes.some(node => node.metadata.name === nodeNameOf(pod) && fits(node)))
  }
  return current.slice(workloadSpec(workload).replicas ?? 1)
}

/** What the Deployment, StatefulSet and DaemonSet controllers would do about one workload: old pods go, new ones come. */
export function rollout(
  workload: KubeObject,
  objects: readonly KubeObject[],
  controllers: Controllers,
  now: Date,
): Change {
  const nodes = objects.filter(object => object.kind === 'Node')
  const pods = podsOf(workload, objects)
  // DaemonSets such as aws-node have no pods in the recorded clusters: nobody plays them.
  if (pods.length === 0 && !tailscaleContainer(templateOf(workload).spec))
    return { put: [], remove: [], successions: [] }
  const print = templatePrint(workload)
  const uid = workload.metadata.uid ?? ''
  const printOf = (pod: KubeObject) =>
    controllers.madeFrom.get(pod.metadata.uid ?? '') ?? controllers.first.get(uid) ?? print
  const outdated = pods.filter(pod => printOf(pod) !== print)
  const current = pods.filter(pod => printOf(pod) === print)
  const leaving = [...outdated, ...surplus(workload, current, nodes)]
  const stay = current.filter(pod => !leaving.includes(pod))
  const replicaSet =
    workload.kind === 'Deployment' ? replicaSetFor(workload, objects, outdated.length > 0, now) : null
  const places = missing(workload, stay, leaving, nodes, replicaSet, controllers)
  if (places.length === 0 && leaving.length === 0) return { put: [], remove: [], successions: [] }
  const made = places.map(({ name, node, replaces }) => {
    const owner = replicaSet ?? workload
    const template = replicaSet ? templateOf(replicaSet) : templateOf(workload)
    const seed = `${workload.metadata.uid} ${controllers.made++}`
    const pod = newPod({
      name,
      namespace: workload.metadata.namespace ?? 'default',
      template,
      owner,
      node,
      now,
      seed,
    })
    controllers.madeFrom.set(pod.metadata.uid ?? '', print)
    return { pod, replaces }
  })
  const replicas = workloadSpec(workload).replicas ?? 1
  return {
    put: [...replicaSetPuts(workload, objects, replicaSet, replicas), ...made.map(({ pod }) => pod)],
    remove: leaving,
    successions: made,
  }
}

/** The set in use, or a new one where the template changed. */
function replicaSetFor(
  deployment: KubeObject,
  objects: readonly KubeObject[],
  changed: boolean,
  now: Date,
): KubeObject {
  const sets = objects.filter(
    object => object.kind === 'ReplicaSet' && ownerUid(object) === deployment.metadata.uid,
  )
  const fresh = newReplicaSet(deployment, now)
  const same = sets.find(set => set.metadata.name === fresh.metadata.name)
  if (same) return same
  const used = sets.find(set => (workloadSpec(set).replicas ?? 0) > 0)
  return changed || !used ? fresh : used
}

/** Old sets are kept at zero, as `revisionHistoryLimit` has it. */
function replicaSetPuts(
  deployment: KubeObject,
  objects: readonly KubeObject[],
  inUse: KubeObject | null,
  replicas: number,
): KubeObject[] {
  if (!inUse) return []
  const scaled = (set: KubeObject, to: number): KubeObject => ({
    ...set,
    spec: { ...(set.spec as object), replicas: to },
    status: { replicas: to },
  })
  const others = objects.filter(
    object =>
      object.kind === 'ReplicaSet' &&
      ownerUid(object) === deployment.metadata.uid &&
      object.metadata.name !== inUse.metadata.name &&
      (workloadSpec(object).replicas ?? 0) > 0,
  )
  return [...others.map(set => scaled(set, 0)), scaled(inUse, replicas)]
}

/** Pods and ReplicaSets whose owner is gone, as the garbage collector takes them. */
export function orphans(objects: readonly KubeObject[]): KubeObject[] {
  const uids = new Set(objects.map(object => object.metadata.uid))
  return objects.filter(
    object =>
      (object.kind === 'Pod' || object.kind === 'ReplicaSet') &&
      ownerUid(object) !== undefined &&
      !uids.has(ownerUid(object)),
  )
}
