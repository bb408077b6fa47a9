import type { Device, PolicyFacts } from '#lib/tailnet/device.ts'
import type { Tri } from '#lib/tailnet/tri.ts'

/** Peer relays came with 1.86 (CapVer 120). An unread version is taken for a new one: the operator updates its proxies. */
function knowsRelays({ clientVersion }: Device): boolean {
  const version = /^(\d+)\.(\d+)/.exec(clientVersion)
  if (!version) return true
  const [major, minor] = [Number(version[1]), Number(version[2])]
  return major > 1 || (major === 1 && minor >= 86)
}

/** Does a selector of a grant hold a device? A group's members are not known here. */
function holds(selector: string, device: Device): Tri {
  if (selector === '*') return 'yes'
  if (selector.startsWith('tag:')) return device.tags.includes(selector) ? 'yes' : 'no'
  if (selector === 'autogroup:member') return device.tags.length === 0 && !device.external ? 'yes' : 'no'
  if (selector === 'autogroup:tagged') return device.tags.length > 0 ? 'yes' : 'no'
  if (selector.includes('@') && !selector.startsWith('group:')) return device.user === selector ? 'yes' : 'no'
  if (device.addresses.includes(selector.replace(/\/(32|128)$/, ''))) return 'yes'
  return /^(group:|autogroup:|ipset:|host:)|^[a-z]/i.test(selector) ? 'unknown' : 'no'
}

const anyOf = (values: readonly Tri[]): Tri =>
  values.includes('yes') ? 'yes' : values.includes('unknown') ? 'unknown' : 'no'

const capability = new WeakMap<PolicyFacts, { devices: readonly Device[]; relays: readonly Device[] }>()

/** Devices that a grant of `tailscale.com/cap/relay` names as relays and that are up, with UDP. */
function relaysOf(policy: PolicyFacts, devices: readonly Device[]): readonly Device[] {
  const before = capability.get(policy)
  if (before?.devices === devices) return before.relays
  const relays = devices.filter(
    device =>
      device.online !== 'no' &&
      device.connectivity?.udp !== 'no' &&
      knowsRelays(device) &&
      policy.relayGrants.some(({ dst }) => dst.some(selector => holds(selector, device) === 'yes')),
  )
  capability.set(policy, { devices, relays })
  return relays
}

/**
 * May two devices use a peer relay? A grant must cover one of them (its `src` are the hosts that hole punching
 * fails for), a relay of it must be up, and both clients must know relays. "unknown" where the policy was not read.
 */
export function relayUse(
  policy: PolicyFacts | null,
  devices: readonly Device[] | null,
  own: Device | null,
  peer: Device | null,
): Tri {
  if (policy === null || devices === null || !own || !peer) return 'unknown'
  if (!knowsRelays(own) || !knowsRelays(peer)) return 'no'
  const relays = relaysOf(policy, devices)
  if (relays.length === 0) return 'no'
  const granted = policy.relayGrants
    .filter(({ dst }) => relays.some(relay => dst.some(selector => holds(selector, relay) === 'yes')))
    .flatMap(({ src }) => src)
  return anyOf(granted.flatMap(selector => [holds(selector, own), holds(selector, peer)]))
}
