import type { KubeObject } from '#lib/fake/model.ts'

export interface Container {
  name: string
  image: string
  args?: string[]
  command?: string[]
  env?: { name: string; value?: string; valueFrom?: object }[]
  ports?: { name?: string; containerPort: number; hostPort?: number; protocol?: string }[]
  [field: string]: unknown
}

export interface PodSpec {
  containers: Container[]
  initContainers?: Container[]
  hostNetwork?: boolean
  [field: string]: unknown
}

/** The pod's spec, or that of a workload's template. */
export function podSpecIn({ kind, spec }: KubeObject): PodSpec | null {
  const own = spec as { template?: { spec: PodSpec } } | undefined
  return kind === 'Pod' ? (spec as PodSpec) : (own?.template?.spec ?? null)
}

const isTailscale = ({ image }: Container) => /(^|\/)tailscale\/tailscale:/.test(image)

/** A pod that runs tailscaled, or a workload of such. */
export function tailscaleIn(object: KubeObject): { spec: PodSpec; container: Container } | null {
  const spec = podSpecIn(object)
  const container = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].find(isTailscale)
  return spec && container ? { spec, container } : null
}

export const isOperated = ({ metadata }: KubeObject) => metadata.labels?.['tailscale.com/managed'] === 'true'

type Change<T> = (value: T) => void

/** Copies in which some objects are changed; null where none is. */
export function edit(
  objects: readonly KubeObject[],
  isOne: (object: KubeObject) => boolean,
  change: Change<KubeObject>,
): KubeObject[] | null {
  if (!objects.some(isOne)) return null
  return objects.map(object => {
    if (!isOne(object)) return object
    const copy = structuredClone(object)
    change(copy)
    return copy
  })
}

/** Changes what runs tailscaled, in the templates and in the pods that came of them. */
export const editPods = (
  objects: readonly KubeObject[],
  change: (spec: PodSpec, container: Container, object: KubeObject) => void,
  isOne: (object: KubeObject) => boolean = object => !isOperated(object),
): KubeObject[] | null =>
  edit(
    objects,
    object => tailscaleIn(object) !== null && isOne(object),
    object => {
      const found = tailscaleIn(object)
      if (found) change(found.spec, found.container, object)
    },
  )

export const named = (kind: string, name?: string) => (object: KubeObject) =>
  object.kind === kind && (name === undefined || object.metadata.name === name)

/** The containers of a DaemonSet. */
export const editDaemon = (
  objects: readonly KubeObject[],
  name: string,
  change: Change<Container[]>,
): KubeObject[] | null =>
  edit(objects, named('DaemonSet', name), object => change(podSpecIn(object)?.containers ?? []))

export const without = (objects: readonly KubeObject[], isOne: (object: KubeObject) => boolean) =>
  objects.filter(object => !isOne(object))
