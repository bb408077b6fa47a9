import type { Endpoint } from '#lib/tailnet/reading.ts'
import { type Tri, tri } from '#lib/tailnet/tri.ts'
import { isPublic } from './isPublic.ts'

export interface EndpointFacts {
  /** Without their ports, which a NAT changes all the time. */
  publicAddresses: string[]
  /** Does the NAT keep the port: is a port of its own seen at a public address too? */
  portsPreserved: Tri
  /** Set by hand or by a port map: with their ports, which stay. */
  fixed: string[]
}

const sorted = (texts: Iterable<string>) => [...new Set(texts)].sort()

/** What of a client's endpoints is worth comparing: they themselves change with every new mapping of a NAT. */
export function endpointFacts(endpoints: readonly Endpoint[]): EndpointFacts {
  const outer = endpoints.filter(({ address }) => isPublic(address))
  const own = new Set(endpoints.filter(({ address }) => !isPublic(address)).map(({ port }) => port))
  const isKnown = outer.length > 0 && own.size > 0
  return {
    publicAddresses: sorted(outer.map(({ address }) => address)),
    portsPreserved: tri(isKnown ? outer.some(({ port }) => own.has(port)) : null),
    fixed: sorted(
      endpoints
        .filter(({ kind }) => kind === 'explicitconf' || kind === 'portmap' || kind === 'stun4localport')
        .map(
          ({ address, port, kind }) => `${kind} ${address.includes(':') ? `[${address}]` : address}:${port}`,
        ),
    ),
  }
}
