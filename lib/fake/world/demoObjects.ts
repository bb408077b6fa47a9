import type { KubeObject } from '../model.ts'
import type { DemoWorkload } from './demoWorkloads.ts'
import type { Container, PodTemplate } from './kubeShape.ts'
import { uuid } from './seeded.ts'
import { newPod, newReplicaSet, suffix } from './workload.ts'

/** Before the times of the cluster are moved: about a week before they were recorded. */
const madeAt = new Date('2026-11-17T09:30:00Z')
const born = '2026-11-17T09:30:00Z'

function tailscaleContainer(work: DemoWorkload): Container {
  const env = [
    { name: 'TS_KUBE_SECRET', value: work.parent ? `${work.name}-0` : `${work.name}-tailscale` },
    { name: 'TS_USERSPACE', value: work.parent && work.parent.type !== 'ingress' ? 'false' : 'true' },
    { name: 'TS_ENABLE_METRICS', value: 'true' },
    ...(work.parent
      ? []
      : [{ name: 'TS_AUTHKEY', valueFrom: { secretKeyRef: { name: 'tailscale-auth', key: 'TS_AUTHKEY' } } }]),
    ...(work.port ? [{ name: 'PORT', value: String(work.port) }] : []),
    ...(work.routes ? [{ name: 'TS_ROUTES', value: work.routes.join(',') }] : []),
  ]
  const hostPort = (port: number) => (work.hostNetwork ? { hostPort: port } : {})
  return {
    name: 'tailscale',
    image: 'tailscale/tailscale:v1.102.5',
    env,
    ports: [
      { name: 'metrics', containerPort: 9002, ...hostPort(9002), protocol: 'TCP' },
      ...(work.port
        ? [{ name: 'wireguard', containerPort: work.port, ...hostPort(work.port), protocol: 'UDP' }]
        : []),
    ],
    resources: {},
    imagePullPolicy: 'IfNotPresent',
    ...(work.parent && work.parent.type !== 'ingress' ? { securityContext: { privileged: true } } : {}),
  }
}

function labelsOf(work: DemoWorkload): Record<string, string> {
  if (!work.parent) return { app: work.name }
  return {
    app: uuid(`${work.parent.type} ${work.parent.name}`),
    'tailscale.com/managed': 'true',
    'tailscale.com/parent-resource': work.parent.name,
    ...(work.parent.namespace ? { 'tailscale.com/parent-resource-ns': work.parent.namespace } : {}),
    'tailscale.com/parent-resource-type': work.parent.type,
  }
}

function templateFor(work: DemoWorkload): PodTemplate {
  const app: Container = {
    name: work.sidecarOf ?? work.name,
    image: `ghcr.io/example/${work.name}:2026.11`,
    resources: {},
  }
  return {
    metadata: { labels: labelsOf(work) },
    spec: {
      containers: [...(work.sidecarOf ? [app] : []), tailscaleContainer(work)],
      restartPolicy: 'Always',
      dnsPolicy: work.hostNetwork ? 'ClusterFirstWithHostNet' : 'ClusterFirst',
      serviceAccountName: work.parent ? 'proxies' : 'default',
      ...(work.hostNetwork ? { hostNetwork: true } : {}),
      ...(work.nodeSelector ? { nodeSelector: work.nodeSelector } : {}),
    },
  }
}

const meta = (work: DemoWorkload, name: string, namespace: string | undefined, kind: string) => ({
  name,
  ...(namespace ? { namespace } : {}),
  uid: uuid(`${work.cluster} ${kind} ${namespace ?? ''}/${name}`),
  creationTimestamp: born,
  generation: 1,
})

/** The object for which the operator made a proxy, as its kind looks. */
function parentOf(work: DemoWorkload): KubeObject[] {
  const { parent } = work
  if (!parent) return []
  if (parent.type === 'connector') {
    const spec = { hostname: parent.name, subnetRouter: { advertiseRoutes: work.routes ?? [] } }
    const metadata = meta(work, parent.name, undefined, 'Connector')
    return [{ apiVersion: 'tailscale.com/v1alpha1', kind: 'Connector', metadata, spec }]
  }
  if (parent.type === 'ingress') {
    const spec = {
      ingressClassName: 'tailscale',
      defaultBackend: { service: { name: parent.name, port: { number: 80 } } },
      tls: [{ hosts: [parent.name] }],
    }
    const metadata = meta(work, parent.name, parent.namespace, 'Ingress')
    return [
      { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata, spec, status: { loadBalancer: {} } },
    ]
  }
  const metadata = {
    ...meta(work, parent.name, parent.namespace, 'Service'),
    annotations: { 'tailscale.com/expose': 'true' },
  }
  const spec = {
    type: 'ClusterIP',
    clusterIP: '172.20.31.7',
    ports: [{ port: 5432, protocol: 'TCP', targetPort: 5432 }],
  }
  return [{ apiVersion: 'v1', kind: 'Service', metadata, spec }]
}

function policyOf(work: DemoWorkload): KubeObject[] {
  if (!work.udpBlocked) return []
  const ports = [
    { protocol: 'TCP', port: 443 },
    { protocol: 'UDP', port: 53 },
  ]
  const spec = { podSelector: { matchLabels: labelsOf(work) }, policyTypes: ['Egress'], egress: [{ ports }] }
  const metadata = meta(work, `${work.name}-egress`, work.namespace, 'NetworkPolicy')
  return [{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec }]
}

function namespaces(work: DemoWorkload, present: readonly KubeObject[]): KubeObject[] {
  return [work.namespace, work.parent?.namespace]
    .filter(name => name !== undefined)
    .filter(name => !present.some(object => object.kind === 'Namespace' && object.metadata.name === name))
    .map(name => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: meta(work, name, undefined, 'Namespace'),
      spec: {},
    }))
}

/** All objects of a made-up workload, its running pods among them. Throws where a table names no node. */
export function demoObjects(work: DemoWorkload, present: readonly KubeObject[]): KubeObject[] {
  const template = templateFor(work)
  const workload: KubeObject = {
    apiVersion: 'apps/v1',
    kind: work.kind,
    metadata: { ...meta(work, work.name, work.namespace, work.kind), labels: labelsOf(work) },
    spec: {
      ...(work.kind === 'DaemonSet' ? {} : { replicas: work.nodes.length }),
      selector: { matchLabels: labelsOf(work) },
      template,
      ...(work.kind === 'StatefulSet' ? { serviceName: work.name } : {}),
    },
    status: { replicas: work.nodes.length, readyReplicas: work.nodes.length },
  }
  const replicaSet = work.kind === 'Deployment' ? newReplicaSet(workload, madeAt) : null
  const base = (replicaSet ?? workload).metadata.name
  const pods = work.nodes.map((name, ordinal) => {
    const node = present.find(object => object.kind === 'Node' && object.metadata.name === name)
    if (!node) throw new Error(`no node ${name} in ${work.cluster}`)
    const seed = `${work.cluster} ${work.namespace}/${work.name} ${ordinal}`
    const owner = replicaSet ?? workload
    const podTemplate = replicaSet ? (replicaSet.spec as { template: PodTemplate }).template : template
    const podName = work.kind === 'StatefulSet' ? `${base}-${ordinal}` : `${base}-${suffix(seed)}`
    return newPod({
      name: podName,
      namespace: work.namespace,
      template: podTemplate,
      owner,
      node,
      now: madeAt,
      seed,
    })
  })
  return [
    ...namespaces(work, present),
    ...parentOf(work),
    ...policyOf(work),
    workload,
    ...(replicaSet ? [replicaSet] : []),
    ...pods,
  ]
}
