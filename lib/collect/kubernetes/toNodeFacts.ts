import { z } from 'zod'
import type { NodeFacts } from '#lib/tailnet/cluster.ts'
import { wireText, wireTextOrEmpty, wireTextOrNull, wireTexts } from '../wire.ts'
import { wireListOf, wireObject } from './wireObject.ts'

const wireNode = wireObject.extend({
  kind: z.literal('Node'),
  spec: z.object({ providerID: wireTextOrNull, podCIDR: wireTextOrEmpty, podCIDRs: wireTexts }).nullish(),
  status: z
    .object({
      addresses: wireListOf(z.object({ type: wireText, address: wireText })),
      nodeInfo: z.object({ kubeletVersion: wireTextOrEmpty, osImage: wireTextOrEmpty }).nullish(),
    })
    .nullish(),
})

/** A node (core/v1), or null where the object is none. */
export function toNodeFacts(object: unknown): NodeFacts | null {
  const read = wireNode.safeParse(object)
  if (!read.success) return null
  const { metadata, spec, status } = read.data
  const addresses = (type: string) =>
    (status?.addresses ?? []).filter(each => each.type === type).map(each => each.address)
  const cidrs = spec?.podCIDRs ?? []
  return {
    name: metadata.name,
    internalIps: addresses('InternalIP'),
    externalIps: addresses('ExternalIP'),
    providerId: spec?.providerID ?? null,
    labels: metadata.labels,
    annotations: metadata.annotations,
    kubeletVersion: status?.nodeInfo?.kubeletVersion ?? '',
    osImage: status?.nodeInfo?.osImage ?? '',
    podCidrs: cidrs.length === 0 && spec?.podCIDR ? [spec.podCIDR] : cidrs,
  }
}
