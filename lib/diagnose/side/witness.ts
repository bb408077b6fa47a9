import type { NodeFacts } from '#lib/tailnet/cluster.ts'
import type { Device } from '#lib/tailnet/device.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { Surroundings } from './surroundings.ts'

/** Another device whose measured mapping shows what a layer of NAT does. */
export interface Witness {
  device: Device
  varies: 'yes' | 'no'
}

/** Many devices may leave by one address: the first of them tell what there is to tell. */
const mostAsked = 64

function devicesAt(addresses: readonly string[], self: DeviceId | null, { index }: Surroundings): Device[] {
  return addresses
    .flatMap(address => (index.byPublicAddress.get(address) ?? []).slice(0, mostAsked))
    .filter(device => device.id !== self)
}

/**
 * What the NAT at a public address does, shown by others behind it (reference 2.3). One port for every destination
 * shows it easy, whoever has it; ports that differ show it hard only where no CNI stands in front. Where devices
 * disagree nothing is shown.
 */
export function edgeWitness(
  addresses: readonly string[],
  self: DeviceId | null,
  around: Surroundings,
): Witness | null {
  const witnesses = devicesAt(addresses, self, around).flatMap((device): Witness[] => {
    const { value } = around.measuredOf(device.id, device).varies
    if (value === 'no') return [{ device, varies: 'no' }]
    return value === 'yes' && around.isHost(device) ? [{ device, varies: 'yes' }] : []
  })
  const [first] = witnesses
  return first && witnesses.every(each => each.varies === first.varies) ? first : null
}

/** A device on the host's network of the same node: it differs from a pod there by nothing but the CNI. */
export function nodeWitness(
  node: NodeFacts | null,
  addresses: readonly string[],
  self: DeviceId | null,
  around: Surroundings,
): Witness | null {
  if (!node) return null
  for (const device of devicesAt(addresses, self, around)) {
    const { varies, localAddresses } = around.measuredOf(device.id, device)
    const isThere =
      localAddresses.some(address => node.internalIps.includes(address)) && around.isHost(device)
    if (isThere && varies.value !== 'unknown') return { device, varies: varies.value }
  }
  return null
}
