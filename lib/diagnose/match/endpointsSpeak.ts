import type { NodeFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import type { Device } from '#lib/tailnet/device.ts'

/**
 * Do the endpoints of a device speak for its being this pod? tailscaled lists the addresses of its own network namespace,
 * even where no UDP gets out. "silent" where the control plane knows none (Headscale, and devices that never connected).
 */
export function endpointsSpeak(
  pod: Pick<PodFacts, 'podIps' | 'hostIp' | 'hostNetwork' | 'fixedPort'>,
  node: Pick<NodeFacts, 'internalIps'> | null,
  device: Pick<Device, 'connectivity'>,
): 'for' | 'against' | 'silent' {
  const endpoints = device.connectivity?.endpoints ?? []
  if (endpoints.length === 0) return 'silent'
  const { podIps, hostIp, hostNetwork, fixedPort } = pod
  const own = new Set(
    hostNetwork ? [...podIps, ...(hostIp ? [hostIp] : []), ...(node?.internalIps ?? [])] : podIps,
  )
  const isOwn = endpoints.some(
    ({ address, port }) => own.has(address) && (!hostNetwork || fixedPort === null || port === fixedPort),
  )
  return isOwn ? 'for' : 'against'
}
