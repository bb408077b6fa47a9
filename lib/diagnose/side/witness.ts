import type { NodeFacts } from '#lib/tailnet/cluster.ts'
import type { Device } from '#lib/tailnet/device.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { Surroundings } from './surroundings.ts'

/** A device without L1 that measured its mapping: what it sees is L2's doing. */
export interface Witness {
  device: Device
  varies: 'yes' | 'no'
}

/** Many devices may leave by one address: a handful of them tell what there is to tell. */
const mostAsked = 64

function witness(device: Device, around: Surroundings): Witness | null {
  const { varies } = around.measuredOf(device)
  return varies.value === 'unknown' ? null : { device, varies: varies.value }
}

/**
 * A host behind the same public address, which shows what the NAT there does without any CNI in front (reference
 * 2.3: "that is exactly the evidence"). Hosts that disagree tell nothing.
 */
export function hostAt(addresses: readonly string[], self: DeviceId | null, around: Surroundings): Witness | null {
  const hosts = addresses
    .flatMap(address => (around.index.byPublicAddress.get(address) ?? []).slice(0, mostAsked))
    .filter(device => device.id !== self && around.isHost(device))
    .flatMap(device => witness(device, around) ?? [])
  const first = hosts[0]
  return first && hosts.every(each => each.varies === first.varies) ? first : null
}

/** A device on the host's network of the same node. */
export function hostOnNode(
  node: NodeFacts | null,
  addresses: readonly string[],
  self: DeviceId | null,
  around: Surroundings,
): Witness | null {
  if (!node) return null
  const hosts = addresses
    .flatMap(address => (around.index.byPublicAddress.get(address) ?? []).slice(0, mostAsked))
    .filter(device => device.id !== self && around.isHost(device))
    .filter(device => around.measuredOf(device).localAddresses.some(address => node.internalIps.includes(address)))
    .flatMap(device => witness(device, around) ?? [])
  return hosts[0] ?? null
}
