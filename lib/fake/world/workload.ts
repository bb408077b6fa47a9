import type { KubeObject } from '../model.ts'
import { labelsMatch, nodeAddresses, type PodTemplate, podSpec, workloadSpec } from './kubeShape.ts'
import { digits, fraction, hash, uuid } from './seeded.ts'

export const isWorkload = (object: KubeObject) =>
  object.kind === 'Deployment' || object.kind === 'StatefulSet' || object.kind === 'DaemonSet'

export const ownerUid = (object: KubeObject) =>
  object.metadata.ownerReferences?.find(owner => owner.controller === true)?.uid

export const templateOf = (workload: KubeObject): PodTemplate =>
  workloadSpec(workload).template ?? { spec: { containers: [] } }

/** Equal for equal templates: what a controller's pod-template-hash is for. */
export const templatePrint = (workload: KubeObject) => digits(JSON.stringify(templateOf(workload)))

/** A node for a pod: the one that it had where the template allows it, else the first that fits. */
export function nodeFor(template: PodTemplate, nodes: readonly KubeObject[], before: string | undefined) {
  const named = template.spec.nodeName
  if (named) return nodes.find(node => node.metadata.name === named)
  const fitting = nodes.filter(node => labelsMatch(template.spec.nodeSelector, node.metadata.labels ?? {}))
  return fitting.find(node => node.metadata.name === before) ?? fitting[0]
}

/** An address of each of the node's pod ranges that depends on the pod's name alone; IPv4 first. */
function podAddresses(node: KubeObject, name: string): string[] {
  const spec = node.spec as { podCIDR?: string; podCIDRs?: string[] } | undefined
  const host = 110 + (hash(name) % 120)
  return (spec?.podCIDRs ?? [spec?.podCIDR ?? '10.99.0.0/24']).map(cidr =>
    cidr.includes(':')
      ? `${cidr.replace(/\/.*$/, '')}${host}`
      : `${cidr.split('.').slice(0, 3).join('.')}.${host}`,
  )
}

export interface PodOrder {
  name: string
  namespace: string
  template: PodTemplate
  owner: KubeObject
  node: KubeObject
  /** The pod's start. */
  now: Date
  /** Words that tell this pod's UID from those before it of the same name. */
  seed: string
}

/** A running pod as controller, scheduler and kubelet would leave it. */
export function newPod(order: PodOrder): KubeObject {
  const { name, namespace, template, owner, node, seed } = order
  const now = order.now.toISOString().replace(/\.\d+Z$/, 'Z')
  const hostIP = nodeAddresses(node).find(address => address.type === 'InternalIP')?.address ?? '10.0.0.1'
  const addresses = template.spec.hostNetwork ? [hostIP] : podAddresses(node, name)
  const zone = Object.entries(node.metadata.labels ?? {}).filter(([label]) => label.startsWith('topology.'))
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      uid: uuid(`${seed} pod ${namespace}/${name}`),
      creationTimestamp: now,
      generation: 1,
      labels: { ...template.metadata?.labels, ...Object.fromEntries(zone) },
      ...(template.metadata?.annotations ? { annotations: template.metadata.annotations } : {}),
      ownerReferences: [
        {
          apiVersion: owner.apiVersion,
          kind: owner.kind,
          name: owner.metadata.name,
          uid: owner.metadata.uid ?? '',
          controller: true,
        },
      ],
    },
    spec: { ...template.spec, nodeName: node.metadata.name },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True', lastProbeTime: null, lastTransitionTime: now }],
      hostIP,
      hostIPs: [{ ip: hostIP }],
      podIP: addresses[0] ?? hostIP,
      podIPs: addresses.map(ip => ({ ip })),
      startTime: now,
      containerStatuses: template.spec.containers.map(container => ({
        name: container.name,
        state: { running: { startedAt: now } },
        lastState: {},
        ready: true,
        started: true,
        restartCount: 0,
        image: container.image ?? '',
        imageID: '',
        containerID: `containerd://${digits(`${seed} ${name} ${container.name}`)}`,
      })),
      qosClass: 'BestEffort',
    },
  }
}

const letters = 'bcdfghjklmnpqrstvwxz2456789'

/** Five letters, as generated names end. */
export function suffix(seed: string): string {
  return Array.from({ length: 5 }, (_, i) =>
    letters.charAt(Math.floor(fraction(`${seed} ${i}`) * letters.length)),
  ).join('')
}

/** The ReplicaSet of a Deployment's present template. */
export function newReplicaSet(deployment: KubeObject, now: Date): KubeObject {
  const revision = templatePrint(deployment).slice(0, 10)
  const template = templateOf(deployment)
  const labels = { ...template.metadata?.labels, 'pod-template-hash': revision }
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${revision}`,
      ...(deployment.metadata.namespace ? { namespace: deployment.metadata.namespace } : {}),
      uid: uuid(`replicaset ${deployment.metadata.uid} ${revision}`),
      creationTimestamp: now.toISOString().replace(/\.\d+Z$/, 'Z'),
      generation: 1,
      labels,
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: deployment.metadata.name,
          uid: deployment.metadata.uid ?? '',
          controller: true,
        },
      ],
    },
    spec: {
      replicas: workloadSpec(deployment).replicas ?? 1,
      selector: { matchLabels: labels },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
    status: { replicas: workloadSpec(deployment).replicas ?? 1 },
  }
}

/** Pods of a workload, of a Deployment by its ReplicaSets. */
export function podsOf(workload: KubeObject, objects: readonly KubeObject[]): KubeObject[] {
  const owners = new Set([
    workload.metadata.uid,
    ...objects
      .filter(object => object.kind === 'ReplicaSet' && ownerUid(object) === workload.metadata.uid)
      .map(object => object.metadata.uid),
  ])
  return objects.filter(object => object.kind === 'Pod' && owners.has(ownerUid(object)))
}

export const nodeNameOf = (pod: KubeObject) => podSpec(pod).nodeName
