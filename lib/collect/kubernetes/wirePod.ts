import { z } from 'zod'
import { wireCount, wireFlag, wireText, wireTextOrEmpty, wireTextOrNull, wireTime } from '../wire.ts'
import { wireContainer } from './wireContainer.ts'
import { wireListOf, wireObject } from './wireObject.ts'

const wireContainerStatus = z.object({ name: wireText, restartCount: wireCount })

/** A pod (core/v1). */
export const wirePod = wireObject.extend({
  kind: z.literal('Pod'),
  spec: z.object({
    containers: wireListOf(wireContainer),
    initContainers: wireListOf(wireContainer),
    hostNetwork: wireFlag,
    nodeName: wireTextOrNull,
  }),
  status: z
    .object({
      phase: wireTextOrEmpty,
      hostIP: wireTextOrNull,
      podIP: wireTextOrNull,
      podIPs: wireListOf(z.object({ ip: wireText })),
      startTime: wireTime,
      containerStatuses: wireListOf(wireContainerStatus),
      initContainerStatuses: wireListOf(wireContainerStatus),
    })
    .nullish(),
})

export type WirePod = z.output<typeof wirePod>
