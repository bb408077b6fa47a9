import { z } from 'zod'
import type { EnvFact, PortFacts } from '#lib/tailnet/cluster.ts'
import { wireText, wireTextOrEmpty, wireTexts } from '../wire.ts'
import { isCredential } from './isCredential.ts'
import { wireListOf } from './wireObject.ts'
import { withoutKeys } from './withoutKeys.ts'

/** A variable without a value is empty; one with `valueFrom` has a value that is not ours to read. */
const wireEnv = z
  .object({ name: wireText, value: wireText.nullish(), valueFrom: z.unknown().optional() })
  .transform(({ name, value, valueFrom }): EnvFact => {
    if (valueFrom || isCredential(name)) return { name, value: null }
    return { name, value: withoutKeys(value ?? '') }
  })

const portNumber = z.number().int().min(1).max(65_535)

const wirePort = z
  .object({
    name: wireTextOrEmpty,
    containerPort: portNumber,
    hostPort: portNumber.nullish().catch(null),
    protocol: z.enum(['UDP', 'TCP', 'SCTP']).nullish(),
  })
  .transform(
    ({ name, containerPort, hostPort, protocol }): PortFacts => ({
      name: name || null,
      containerPort,
      hostPort: hostPort ?? null,
      // The API server's default (core/v1 ContainerPort).
      protocol: protocol ?? 'TCP',
    }),
  )

/** A container of a pod or of a workload's template. */
export const wireContainer = z.object({
  name: wireText,
  image: wireTextOrEmpty,
  command: wireTexts.transform(list => list.map(withoutKeys)),
  args: wireTexts.transform(list => list.map(withoutKeys)),
  env: wireListOf(wireEnv),
  ports: wireListOf(wirePort),
  restartPolicy: wireTextOrEmpty,
  resources: z
    .object({
      limits: z.object({ memory: z.union([z.string(), z.number()]).nullish() }).nullish(),
    })
    .nullish()
    .catch(null),
})

export type WireContainer = z.output<typeof wireContainer>
