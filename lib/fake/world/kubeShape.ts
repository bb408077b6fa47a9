import type { KubeObject } from '../model.ts'

export interface Container {
  name: string
  image?: string
  args?: string[]
  env?: { name: string; value?: string; valueFrom?: unknown }[]
  ports?: { name?: string; containerPort: number; hostPort?: number; protocol?: string }[]
  [field: string]: unknown
}

export interface PodSpec {
  containers: Container[]
  initContainers?: Container[]
  hostNetwork?: boolean
  nodeName?: string
  nodeSelector?: Record<string, string>
  [field: string]: unknown
}

export interface PodTemplate {
  metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> }
  spec: PodSpec
}

export interface PodStatus {
  phase?: string
  podIP?: string
  podIPs?: { ip: string }[]
  hostIP?: string
  startTime?: string
  containerStatuses?: { name: string; restartCount: number; state?: unknown; [field: string]: unknown }[]
  [field: string]: unknown
}

/*
 * Objects come from the fixtures, from the makers beside this file, or from a request to the fake API server:
 * whoever edits an object into another shape than Kubernetes has would be refused by a real one. So these cast.
 */
export const podSpec = (pod: KubeObject) => (pod.spec ?? { containers: [] }) as PodSpec
export const podStatus = (pod: KubeObject) => (pod.status ?? {}) as PodStatus
export const workloadSpec = (workload: KubeObject) =>
  (workload.spec ?? {}) as { replicas?: number; template?: PodTemplate; selector?: unknown }
export const dataOf = (configMap: KubeObject | undefined) => (configMap?.data ?? {}) as Record<string, string>
export const serviceSpec = (service: KubeObject) =>
  (service.spec ?? {}) as {
    type?: string
    selector?: Record<string, string>
    ports?: { protocol?: string; port: number; targetPort?: number | string; nodePort?: number }[]
  }
export const nodeAddresses = (node: KubeObject | undefined) =>
  (node?.status as { addresses?: { type: string; address: string }[] } | undefined)?.addresses ?? []

export const labelsMatch = (selector: Record<string, string> | undefined, labels: Record<string, string>) =>
  Object.entries(selector ?? {}).every(([name, value]) => labels[name] === value)

export const findObject = (objects: readonly KubeObject[], kind: string, name: string, namespace?: string) =>
  objects.find(
    object =>
      object.kind === kind &&
      object.metadata.name === name &&
      (namespace === undefined || object.metadata.namespace === namespace),
  )

/** The container that runs tailscaled: by image, else by a `TS_*` variable, as users rename freely. */
export function tailscaleContainer(spec: PodSpec): Container | undefined {
  return (
    spec.containers.find(container => /(^|\/)tailscale\/tailscale(:|@|$)/.test(container.image ?? '')) ??
    spec.containers.find(container => container.env?.some(variable => variable.name.startsWith('TS_')))
  )
}

export const envOf = (container: Container | undefined, name: string) =>
  container?.env?.find(variable => variable.name === name)?.value
