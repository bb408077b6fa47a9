import type { KubeObject } from '#lib/fake/model.ts'
import { edit, editPods, isOperated, named, tailscaleIn } from './editObjects.ts'

/** The objects of a cluster otherwise than recorded; null where the cluster has nothing to make so. */
export interface Variant {
  name: string
  change(objects: readonly KubeObject[]): KubeObject[] | null
}

const variant = (name: string, change: Variant['change']): Variant => ({ name, change })

const marked =
  (labels: Record<string, string>, annotations: Record<string, string>) => (objects: readonly KubeObject[]) =>
    edit(
      objects,
      ({ kind }) => !['Pod', 'Node', 'Namespace', 'ReplicaSet'].includes(kind),
      ({ metadata }) => {
        metadata.labels = { ...metadata.labels, ...labels }
        metadata.annotations = { ...metadata.annotations, ...annotations }
      },
    )

/** Whose tool takes a patch by hand back. */
export const keepers: Variant[] = [
  variant(
    'kept by Helm',
    marked(
      { 'app.kubernetes.io/managed-by': 'Helm', 'helm.sh/chart': 'api-1.4.2' },
      { 'meta.helm.sh/release-name': 'api', 'meta.helm.sh/release-namespace': 'apps' },
    ),
  ),
  variant(
    'kept by Argo CD',
    marked({}, { 'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:apps/api' }),
  ),
  variant(
    'kept by Flux',
    marked(
      { 'kustomize.toolkit.fluxcd.io/name': 'apps', 'kustomize.toolkit.fluxcd.io/namespace': 'flux-system' },
      {},
    ),
  ),
  variant(
    'kept by Flux (HelmRelease)',
    marked({ 'helm.toolkit.fluxcd.io/name': 'api', 'helm.toolkit.fluxcd.io/namespace': 'apps' }, {}),
  ),
]

const other = { name: 'proxy', image: 'docker.io/library/nginx:1.29' }

const mine = (object: KubeObject) => tailscaleIn(object) !== null && !isOperated(object)

/** Deployments made workloads of another kind, and their pods owned by them. */
function asKind(kind: 'StatefulSet' | 'DaemonSet') {
  return (objects: readonly KubeObject[]) => {
    const isOne = (object: KubeObject) => object.kind === 'Deployment' && mine(object)
    const changed = edit(objects, isOne, object => {
      const { selector, template } = object.spec as Record<string, unknown>
      object.kind = kind
      object.spec =
        kind === 'StatefulSet'
          ? { replicas: 1, selector, template, serviceName: object.metadata.name }
          : { selector, template }
      delete object.status
    })
    return changed && ownedBy(changed, kind)
  }
}

function ownedBy(objects: readonly KubeObject[], kind: string): KubeObject[] | null {
  const owners = objects.filter(object => object.kind === kind && mine(object))
  return edit(
    objects,
    object => object.kind === 'Pod' && mine(object),
    ({ metadata }) => {
      const owner = owners.find(each => each.metadata.labels?.app === metadata.labels?.app)
      if (!owner) return
      const { name, uid = '' } = owner.metadata
      metadata.ownerReferences = [{ apiVersion: 'apps/v1', kind, name, uid, controller: true }]
      if (kind === 'StatefulSet')
        metadata.labels = { ...metadata.labels, 'statefulset.kubernetes.io/pod-name': metadata.name }
    },
  )
}

/** Pods that hold the first ports that would be chosen, on every node. */
function takenPorts(objects: readonly KubeObject[]): KubeObject[] {
  const nodes = objects.filter(named('Node'))
  const pods = nodes.map(
    ({ metadata: { name } }): KubeObject => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `holder-${name}`, namespace: 'apps', uid: `holder-${name}` },
      spec: {
        nodeName: name,
        containers: [
          {
            name: 'app',
            image: 'ghcr.io/example/app:2026.11',
            ports: [41641, 41642, 41643].map(port => ({
              containerPort: port,
              hostPort: port,
              protocol: 'UDP',
            })),
          },
        ],
      },
    }),
  )
  return [...objects, ...pods]
}

/** What a pod that runs tailscaled may look like besides. */
export const podVariants: Variant[] = [
  variant('as recorded', objects => [...objects]),
  ...keepers,
  variant('as StatefulSets', asKind('StatefulSet')),
  variant('as DaemonSets', asKind('DaemonSet')),
  variant('as bare pods', objects =>
    edit(
      objects.filter(object => !(object.kind === 'Deployment' && mine(object))),
      object => object.kind === 'Pod' && mine(object),
      ({ metadata }) => {
        delete metadata.ownerReferences
      },
    ),
  ),
  variant('with containers before and after', objects =>
    editPods(objects, spec => {
      const ports = [{ name: 'http', containerPort: 8080, protocol: 'TCP' }]
      spec.containers = [{ ...other, ports }, ...spec.containers, { ...other, name: 'last' }]
    }),
  ),
  variant('as a native sidecar', objects =>
    editPods(objects, (spec, container) => {
      const rest = spec.containers.filter(each => each !== container)
      spec.containers = rest.length > 0 ? rest : [other]
      spec.initContainers = [{ ...container, restartPolicy: 'Always' }]
    }),
  ),
  variant('on host network already', objects =>
    editPods(objects, spec => {
      spec.hostNetwork = true
      for (const { ports } of spec.containers)
        for (const port of ports ?? []) port.hostPort = port.containerPort
    }),
  ),
  variant('with its first ports taken', takenPorts),
  variant('with a host port sent to another', objects =>
    editPods(objects, spec => {
      // On host network the server takes no such port.
      if (spec.hostNetwork) return
      const ports = [{ name: 'web', containerPort: 8080, hostPort: 80, protocol: 'TCP' }]
      spec.containers = [...spec.containers, { ...other, ports }]
    }),
  ),
  variant('with a host port that leads nowhere', objects =>
    editPods(objects, (spec, container) => {
      if (spec.hostNetwork) return
      container.ports = [{ name: 'wireguard', containerPort: 41000, hostPort: 41650, protocol: 'UDP' }]
      container.env = (container.env ?? []).filter(({ name }) => name !== 'PORT')
    }),
  ),
  variant('with two ports of one number', objects =>
    editPods(objects, (_, container) => {
      container.ports = [
        { name: 'tcp', containerPort: 41641, protocol: 'TCP' },
        { name: 'udp', containerPort: 41641, protocol: 'UDP' },
      ]
    }),
  ),
  variant('with neither ports nor variables', objects =>
    editPods(objects, (_, container) => {
      delete container.ports
      delete container.env
    }),
  ),
  variant('with PORT by reference', objects =>
    editPods(objects, (_, container) => {
      const valueFrom = { configMapKeyRef: { name: 'ports', key: 'tailscale' } }
      const rest = (container.env ?? []).filter(({ name }) => name !== 'PORT')
      container.env = [...rest, { name: 'PORT', valueFrom }]
    }),
  ),
  variant('with the port in the extra arguments', objects =>
    editPods(objects, (_, container) => {
      const rest = (container.env ?? []).filter(({ name }) => name !== 'PORT')
      container.env = [...rest, { name: 'TS_TAILSCALED_EXTRA_ARGS', value: '--verbose=1 --port=20001' }]
    }),
  ),
  variant('with a low PORT', objects =>
    editPods(objects, (_, container) => {
      const rest = (container.env ?? []).filter(({ name }) => name !== 'PORT')
      container.env = [...rest, { name: 'PORT', value: '20001' }]
    }),
  ),
  variant('with a knob that forces the relay', objects =>
    editPods(
      objects,
      (_, container) => {
        container.env = [...(container.env ?? []), { name: 'TS_DEBUG_ALWAYS_USE_DERP', value: 'true' }]
      },
      () => true,
    ),
  ),
  variant('in a namespace that enforces Pod Security', objects =>
    edit(objects, named('Namespace', 'apps'), ({ metadata }) => {
      metadata.labels = { ...metadata.labels, 'pod-security.kubernetes.io/enforce': 'baseline' }
    }),
  ),
  variant('kept on private nodes by a selector', objects =>
    editPods(objects, spec => {
      spec.nodeSelector = { 'kubernetes.io/os': 'linux', 'example.com/pool': 'private' }
    }),
  ),
]
