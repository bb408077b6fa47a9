import type { KubeObject } from '../../model.ts'
import { podSpec } from '../../world/kubeShape.ts'
import type { KubeFailure } from './kubeStatus.ts'

/** The container that a request for a pod means (registry/core/pod/strategy.go). */
export function podContainer(pod: KubeObject, asked: string | null): { container: string } | KubeFailure {
  const names = podSpec(pod).containers.map(({ name }) => name)
  const { name } = pod.metadata
  if (asked !== null && asked !== '') {
    return names.includes(asked)
      ? { container: asked }
      : badRequest(`container ${asked} is not valid for pod ${name}`)
  }
  const [only] = names
  if (only !== undefined && names.length === 1) return { container: only }
  return badRequest(`a container name must be specified for pod ${name}, choose one of: [${names.join(' ')}]`)
}

const badRequest = (message: string): KubeFailure => ({ code: 400, message })
