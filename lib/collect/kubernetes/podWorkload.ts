import type { ObjectRef } from '#lib/tailnet/cluster.ts'
import type { WireObject } from './wireObject.ts'
import type { WirePod } from './wirePod.ts'

type Owner = Omit<ObjectRef, 'namespace'>

/** Finds an object of the same list; null where its kind was not listed or it is gone. */
export type FindObject = (kind: string, namespace: string | null, name: string) => WireObject | null

/** CronJobs name their Jobs by the minute since 1970 (8 digits: 25 to 45 million are the years 2017 to 2055). */
function cronJobOf(job: string): string | null {
  const match = /^(.+)-(\d{8})$/.exec(job)
  const minute = Number(match?.[2])
  return match?.[1] && minute > 25_000_000 && minute < 45_000_000 ? match[1] : null
}

/** The owner of a pod's owner by its name, where the object between was not listed. */
function derivedOwner({ kind, name }: Owner, labels: Record<string, string>): Owner | null {
  if (kind === 'Job') {
    const cronJob = cronJobOf(name)
    return cronJob ? { apiVersion: 'batch/v1', kind: 'CronJob', name: cronJob } : null
  }
  if (kind !== 'ReplicaSet') return null
  const deployment = withoutHash(name, labels['pod-template-hash'])
  if (deployment) return { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment }
  const rollout = withoutHash(name, labels['rollouts-pod-template-hash'])
  return rollout ? { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: rollout } : null
}

function withoutHash(name: string, hash: string | undefined): string | null {
  return hash && name.endsWith(`-${hash}`) ? name.slice(0, -hash.length - 1) || null : null
}

function controllerOf({ metadata }: WireObject): Owner | null {
  const owners = metadata.ownerReferences
  const owner = owners.find(each => each.controller) ?? owners[0]
  // A static pod is "owned" by its node: it has no workload.
  return owner && owner.kind !== 'Node' ? owner : null
}

/** Workload that owns a pod, through its ReplicaSet or Job; the pod itself where nothing owns it. */
export function podWorkload(pod: WirePod, find: FindObject): ObjectRef {
  const { namespace, name, labels } = pod.metadata
  const owner = controllerOf(pod)
  if (!owner) return { apiVersion: 'v1', kind: 'Pod', namespace, name }
  const isStep = owner.kind === 'ReplicaSet' || owner.kind === 'Job'
  const step = isStep ? find(owner.kind, namespace, owner.name) : null
  const above = step ? controllerOf(step) : derivedOwner(owner, labels)
  const workload = above ?? owner
  return { apiVersion: workload.apiVersion, kind: workload.kind, namespace, name: workload.name }
}

/** Number of a StatefulSet's pod, else null. */
export function podOrdinal(pod: WirePod, workload: ObjectRef): number | null {
  if (workload.kind !== 'StatefulSet') return null
  const { name, labels } = pod.metadata
  const text = name.startsWith(`${workload.name}-`)
    ? name.slice(workload.name.length + 1)
    : labels['apps.kubernetes.io/pod-index']
  return /^\d{1,9}$/.test(text ?? '') ? Number(text) : null
}
