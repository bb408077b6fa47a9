import { isDeepStrictEqual } from 'node:util'
import type { KubeObject } from '../../model.ts'
import { isMap, type Json, type JsonMap, ownValue } from './jsonValue.ts'
import type { KubeFailure } from './kubeStatus.ts'
import { type ResourceKind, resourceName } from './resourceKinds.ts'

/** The value as an object of the API, or null where it is none. Whatever else a schema would say is told by checkObject. */
export function toKubeObject(value: Json): KubeObject | null {
  if (!isMap(value) || typeof value.kind !== 'string' || typeof value.apiVersion !== 'string') return null
  const { metadata } = value
  if (!isMap(metadata) || !isMapOfTexts(metadata.labels) || !isMapOfTexts(metadata.annotations)) return null
  // What the type says beyond that is `unknown`, or looked at where it is read.
  return value as unknown as KubeObject
}

const isMapOfTexts = (value: Json | undefined) =>
  value === undefined || (isMap(value) && Object.values(value).every(text => typeof text === 'string'))

const inside = (value: Json | undefined, ...path: string[]): Json | undefined =>
  path.reduce<Json | undefined>((at, key) => (isMap(at) ? ownValue(at, key) : undefined), value)

/** The rules of the schema without which a controller could not work with an object; null where all are kept. */
export function checkObject(
  resource: ResourceKind,
  object: KubeObject,
  before: KubeObject | null,
): KubeFailure | null {
  const json = object as Json
  const path = resource.kind === 'Pod' ? ['spec'] : ['spec', 'template', 'spec']
  const wrong =
    resource.kind === 'Pod' || inside(json, 'spec', 'template') !== undefined
      ? (containersProblem(inside(json, ...path), path.join('.')) ?? labelsProblem(json))
      : null
  const problem = wrong ?? (resource.kind === 'Pod' && before ? podProblem(before as Json, json) : null)
  if (!problem) return null
  const { kind } = resource
  return {
    code: 422,
    message: `${resource.kind}.${resource.group} "${object.metadata.name}" is invalid: ${problem}`.replace(
      '. "',
      ' "',
    ),
    details: { name: object.metadata.name, group: resource.group, kind },
  }
}

function labelsProblem(object: Json): string | null {
  const wanted = inside(object, 'spec', 'selector', 'matchLabels')
  const labels = inside(object, 'spec', 'template', 'metadata', 'labels')
  if (!isMap(wanted)) return null
  const fits =
    isMap(labels) && Object.entries(wanted).every(([name, value]) => ownValue(labels, name) === value)
  return fits
    ? null
    : 'spec.template.metadata.labels: Invalid value: `selector` does not match template `labels`'
}

const lists = ['env', 'ports', 'args', 'command', 'volumeMounts']

function containersProblem(spec: Json | undefined, path: string): string | null {
  const containers = inside(spec, 'containers')
  if (!Array.isArray(containers) || containers.length === 0) return `${path}.containers: Required value`
  const names = new Set<Json>()
  for (const [index, container] of containers.entries()) {
    const at = `${path}.containers[${index}]`
    const name = inside(container, 'name')
    if (!isMap(container) || typeof name !== 'string') return `${at}.name: Required value`
    if (names.has(name)) return `${at}.name: Duplicate value: "${name}"`
    names.add(name)
    const odd = lists.find(
      field => ![undefined, null].includes(container[field] as undefined) && !Array.isArray(container[field]),
    )
    if (odd) return `${at}.${odd}: Invalid value: must be a list`
    const port = portsProblem(container)
    if (port) return `${at}.${port}`
    const variables = container.env
    if (Array.isArray(variables) && variables.some(one => typeof inside(one, 'name') !== 'string')) {
      return `${at}.env[0].name: Required value`
    }
  }
  return null
}

function portsProblem(container: JsonMap): string | null {
  const ports = container.ports
  if (!Array.isArray(ports)) return null
  for (const [index, port] of ports.entries()) {
    for (const field of ['containerPort', 'hostPort']) {
      const number = inside(port, field)
      if (number === undefined ? field === 'containerPort' : !isPort(number)) {
        return `ports[${index}].${field}: Invalid value: ${JSON.stringify(number)}: must be between 1 and 65535, inclusive`
      }
    }
  }
  return null
}

const isPort = (value: Json) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65_535

/** Of a running pod hardly anything may change (core/validation `ValidatePodUpdate`). */
function podProblem(before: Json, after: Json): string | null {
  const fixed = (pod: Json) => {
    const spec = inside(pod, 'spec')
    if (!isMap(spec)) return spec
    const { tolerations, activeDeadlineSeconds, containers, ...rest } = spec
    return { ...rest, containers: Array.isArray(containers) ? containers.map(withoutImage) : containers }
  }
  if (isDeepStrictEqual(fixed(before), fixed(after))) return null
  return 'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations`'
}

function withoutImage(container: Json): Json {
  if (!isMap(container)) return container
  const { image, ...rest } = container
  return rest
}

export const notFound = (resource: ResourceKind, name: string): KubeFailure => ({
  code: 404,
  message: `${resourceName(resource)} "${name}" not found`,
  details: { name, ...(resource.group ? { group: resource.group } : {}), kind: resource.plural },
})
