import type { DeviceEnd } from '#lib/tailnet/reach.ts'
import { listed } from './counted.ts'
import type { Fact } from './targetFacts.ts'

const fact = (label: string, value: string | null, isMono = false): Fact => ({ label, value, isMono })

/** Who a device is and where it stands, as far as the control plane tells. */
export function deviceFacts({ device, pod }: DeviceEnd): Fact[] {
  if (!device) return [fact('Tailscale API', 'not in its list of devices'), ...podFacts(pod)]
  const preferred = device.connectivity?.latency.find(latency => latency.preferred)
  return [
    fact('Addresses', listed(device.addresses, 2) || null, true),
    fact(device.tags.length > 0 ? 'Tags' : 'User', listed(device.tags, 3) || device.user || null),
    fact('System', device.os || null),
    fact('Client', device.clientVersion || null),
    fact('Control plane', { yes: 'connected', no: 'not connected', unknown: null }[device.online]),
    fact('Home DERP', preferred ? `${preferred.regionName}, ${Math.round(preferred.ms)} ms` : null),
    ...routes(device.enabledRoutes),
    ...marks(device),
    ...podFacts(pod),
  ]
}

function podFacts(pod: DeviceEnd['pod']): Fact[] {
  if (!pod) return []
  return [
    fact('Pod', [pod.place.cluster.name, pod.place.namespace, pod.name].join(' / ')),
    fact('Node', pod.node),
    fact('Pod IP', pod.ip, true),
  ]
}

function routes(enabled: readonly string[]): Fact[] {
  if (enabled.length === 0) return []
  const isExit = (route: string) => route === '0.0.0.0/0' || route === '::/0'
  const subnets = enabled.filter(route => !isExit(route))
  return [
    fact('Routes', [enabled.some(isExit) && 'exit node', listed(subnets, 2)].filter(Boolean).join(', ')),
  ]
}

/** What sets it apart from others, and only where it does. */
function marks(device: NonNullable<DeviceEnd['device']>): Fact[] {
  const said = [
    device.external && 'shared in from another tailnet',
    device.ephemeral && 'ephemeral',
    device.blocksIncoming && 'blocks incoming (shields up)',
    device.cloned && 'one key on two machines',
  ].filter(mark => mark !== false)
  return said.length > 0 ? [fact('Marks', said.join(', '))] : []
}
