import { z } from 'zod'
import type { DaemonSetFacts } from '#lib/tailnet/cluster.ts'
import { wireContainer } from './wireContainer.ts'
import { wireListOf, wireObject } from './wireObject.ts'

const wireDaemonSet = wireObject.extend({
  kind: z.literal('DaemonSet'),
  spec: z.object({
    template: z.object({
      spec: z.object({ containers: wireListOf(wireContainer), initContainers: wireListOf(wireContainer) }),
    }),
  }),
})

/** A DaemonSet (apps/v1), or null where the object is none. The arguments are the command and `args` in a row. */
export function toDaemonSetFacts(object: unknown): DaemonSetFacts | null {
  const read = wireDaemonSet.safeParse(object)
  if (!read.success) return null
  const { metadata, spec } = read.data
  const { containers, initContainers } = spec.template.spec
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    containers: [...containers, ...initContainers].map(({ name, image, command, args, env }) => ({
      name,
      image,
      args: [...command, ...args],
      env,
    })),
    labels: metadata.labels,
    annotations: metadata.annotations,
  }
}
