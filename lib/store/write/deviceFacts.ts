import type { Device } from '#lib/tailnet/device.ts'
import { endpointFacts } from './endpointFacts.ts'
import { natFacts } from './natFacts.ts'
import type { Fact } from './saveFacts.ts'

/** What of a device is kept with its history. Nothing of its network where the control plane tells nothing of it. */
export function deviceFacts(device: Device): Fact[] {
  const { connectivity } = device
  const network = connectivity
    ? endpointFacts(connectivity.endpoints.map(endpoint => ({ ...endpoint, kind: 'untyped' })))
    : null
  const facets: Record<string, unknown> = {
    client_version: device.clientVersion,
    tags: [...device.tags].sort(),
    routes: { advertised: [...device.advertisedRoutes].sort(), enabled: [...device.enabledRoutes].sort() },
    ...(connectivity ? natFacts(connectivity) : {}),
    ...(network
      ? { public_addresses: network.publicAddresses, ports_preserved: network.portsPreserved }
      : {}),
  }
  return Object.entries(facets).map(([facet, value]) => ({
    subjectKind: 'device',
    subjectId: device.id,
    facet,
    value,
  }))
}
