import type { Connectivity } from '#lib/tailnet/device.ts'
import type { Tri } from '#lib/tailnet/tri.ts'

type Measured = Pick<Connectivity, 'mappingVaries' | 'udp' | 'ipv6' | 'upnp' | 'pmp' | 'pcp'>

/** What a client measured of its NAT, as facets of its own. */
export const natFacts = ({
  mappingVaries,
  udp,
  ipv6,
  upnp,
  pmp,
  pcp,
}: Measured): Record<string, unknown> => ({
  mapping_varies: mappingVaries,
  udp,
  ipv6,
  port_mapping: { upnp, pmp, pcp },
})

const words: Record<string, Record<Exclude<Tri, 'unknown'>, string>> = {
  mapping_varies: { yes: 'NAT became hard', no: 'NAT became easy' },
  udp: { yes: 'UDP came through again', no: 'UDP came to be blocked' },
}

/** A change of the NAT that a person wants to see; null where it is none, or where it was only measured at last. */
export function natChange(facet: string, before: unknown, value: unknown): string | null {
  const known = (of: unknown) => of === 'yes' || of === 'no'
  if (!known(before) || !known(value) || before === value) return null
  return words[facet]?.[value === 'yes' ? 'yes' : 'no'] ?? null
}
