import { type ClusterId, type PodUid, podUid, type TargetId, targetId } from '#lib/tailnet/ids.ts'
import type { PushMessage } from './pushMessage.ts'

/** Hosts that are no pods stand under this name where pods have their namespace. */
export const hostNamespace = 'hosts'

/** Whom a message speaks of. */
export interface PushSubject {
  podUid: PodUid
  target: TargetId
  namespace: string
  name: string
  workload: { kind: string; name: string }
  ordinal: number | null
  node: string | null
  ip: string | null
  /** Null where the message does not say. */
  hostNetwork: boolean | null
}

/** Names that controllers give: apimachinery `rand.SafeEncodeString` for a ReplicaSet's hash and a pod's end. */
const ofDeployment = /^(.+)-[bcdf0-9ghjklmnpqrstvwxz]{6,10}-[bcdfghjklmnpqrstvwxz2456789]{5}$/
const ofStatefulSet = /^(.+)-\d{1,9}$/

/**
 * The subject of a message in the token's cluster. What owns a pod is what the sender was told; else what the pod's name
 * tells of a Deployment or StatefulSet; else the pod stands for itself.
 */
export function pushSubject(
  { pod, host }: Pick<PushMessage, 'pod' | 'host'>,
  cluster: ClusterId,
): PushSubject {
  if (pod === null) {
    const name = host ?? ''
    const key = { cluster, namespace: hostNamespace, kind: 'Host', name, ordinal: null }
    return {
      podUid: podUid(`push:${cluster}:${name}`),
      target: targetId(key),
      namespace: hostNamespace,
      name,
      workload: { kind: 'Host', name },
      ordinal: null,
      node: name,
      ip: null,
      hostNetwork: true,
    }
  }
  const workload = workloadOf(pod)
  const ordinal = ordinalOf(pod.name, workload)
  const { namespace } = pod
  return {
    podUid: podUid(pod.uid),
    target: targetId({ cluster, namespace, ...workload, ordinal }),
    namespace,
    name: pod.name,
    workload,
    ordinal,
    node: pod.node ?? null,
    ip: pod.ip ?? null,
    hostNetwork: pod.ip && pod.hostIp ? pod.ip === pod.hostIp : null,
  }
}

function workloadOf(pod: NonNullable<PushMessage['pod']>): PushSubject['workload'] {
  const [kind, name] = pod.workload?.split('/') ?? []
  if (kind && name) return { kind, name }
  const deployment = ofDeployment.exec(pod.name)?.[1]
  if (deployment) return { kind: 'Deployment', name: deployment }
  const set = ofStatefulSet.exec(pod.name)?.[1]
  return set ? { kind: 'StatefulSet', name: set } : { kind: 'Pod', name: pod.name }
}

function ordinalOf(pod: string, { kind, name }: PushSubject['workload']): number | null {
  const end = pod.startsWith(`${name}-`) ? pod.slice(name.length + 1) : ''
  return kind === 'StatefulSet' && /^\d{1,9}$/.test(end) ? Number(end) : null
}
