import { objectPatch, podReplacement, type RemedyPatch } from './objectPatch.ts'
import { at, listAt, type Plain, type PlainMap, plainMap, textAt } from './plain.ts'
import type { Scene } from './scene.ts'

/** Where a kind keeps its pod template's spec, and so what a patch of its pods looks like. */
const templates: Record<string, string[]> = {
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  Pod: ['spec'],
}

/** Changes to a pod: fields of its spec, and fields of the container with tailscaled. */
export interface PodChange {
  spec?: PlainMap
  container?: PlainMap
}

/** The pod's spec as its workload has it; empty where the workload was not seen. */
export const podSpecOf = (scene: Scene): PlainMap =>
  plainMap(
    at({ spec: plainMap(scene.workload?.spec) }, ...(templates[scene.workload?.kind ?? ''] ?? ['none'])),
  )

/**
 * The patch of the workload that makes these pods; null where its kind has none that is known (a Job's template
 * cannot be changed, and a foreign kind may keep it anywhere).
 */
export function podPatch(scene: Scene, change: PodChange): RemedyPatch | null {
  const { pod, workload, keeper } = scene
  if (!pod) return null
  const path = templates[pod.workload.kind]
  if (!path) return null
  const ref = workload ?? pod.workload
  const before = workload ? { spec: plainMap(workload.spec) } : nest(path, seenSpec(scene))
  const containers = change.container && {
    [listName(scene)]: [{ name: pod.container.name, ...change.container }],
  }
  const body = nest(path, { ...change.spec, ...containers })
  if (pod.workload.kind === 'Pod') return podReplacement(ref, before, body)
  return objectPatch(ref, before, { type: 'strategic', body }, keeper)
}

/** A sidecar may be an init container that stays (Kubernetes ≥ 1.29). */
function listName(scene: Scene): 'containers' | 'initContainers' {
  const isInit = listAt(podSpecOf(scene), 'initContainers').some(
    each => textAt(each, 'name') === scene.pod?.container.name,
  )
  return isInit ? 'initContainers' : 'containers'
}

const nest = (path: string[], value: PlainMap): PlainMap =>
  path.reduceRight<PlainMap>((inner, key) => ({ [key]: inner }), value)

/** What the pod itself shows of the spec, where its workload was not seen. */
function seenSpec({ pod }: Scene): PlainMap {
  if (!pod) return {}
  const { name, ports, env } = pod.container
  return {
    ...(pod.hostNetwork ? { hostNetwork: true } : {}),
    containers: [
      {
        name,
        ...(ports.length > 0 ? { ports: ports.map(portMap) } : {}),
        ...(env.length > 0
          ? {
              env: env.map(each =>
                each.value === null ? { name: each.name } : { name: each.name, value: each.value },
              ),
            }
          : {}),
      },
    ],
  }
}

const portMap = (port: NonNullable<Scene['pod']>['container']['ports'][number]): PlainMap => ({
  ...(port.name === null ? {} : { name: port.name }),
  containerPort: port.containerPort,
  ...(port.hostPort === null ? {} : { hostPort: port.hostPort }),
  protocol: port.protocol,
})

/** A port that a container names. */
export interface DeclaredPort {
  port: number
  hostPort: number | null
  protocol: string
  container: string
}

/** All ports that the pod's containers name, which host network would open on the node. */
export function declaredPorts(scene: Scene): DeclaredPort[] {
  const containers = [
    ...listAt(podSpecOf(scene), 'containers'),
    ...listAt(podSpecOf(scene), 'initContainers'),
  ]
  return containers.flatMap(container =>
    listAt(container, 'ports').flatMap((each: Plain) => {
      const port = at(each, 'containerPort')
      const hostPort = at(each, 'hostPort')
      return typeof port === 'number'
        ? [
            {
              port,
              hostPort: typeof hostPort === 'number' ? hostPort : null,
              protocol: textAt(each, 'protocol') ?? 'TCP',
              container: textAt(container, 'name') ?? '',
            },
          ]
        : []
    }),
  )
}
