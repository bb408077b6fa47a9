import type { Device } from '#lib/tailnet/device.ts'
import type { NatChain, NatLayer } from '#lib/tailnet/finding.ts'
import { hostPort } from '../address/hostPort.ts'
import type { Measured } from './measured.ts'

type Inbound = NatChain['inbound']

/** The port of Tailscale's packages (tailscaled.defaults): with it nobody chose a port. Containers have none. */
const packagedPort = 41_641
/** NodePorts of a Kubernetes cluster, unless its API server is told otherwise. */
const isNodePort = (port: number) => port >= 30_000 && port <= 32_767

const noCni: NatLayer = {
  hardness: 'none',
  certainty: 'likely',
  name: 'no CNI',
  why: 'Not an operating system of pods.',
}
const unknownCni: NatLayer = {
  hardness: 'unknown',
  certainty: 'unknown',
  name: 'CNI',
  why: 'Not known as a pod of a watched cluster.',
}

function l2Of(measured: Measured): NatLayer {
  if (measured.varies.value === 'yes') {
    return { hardness: 'hard', certainty: 'likely', name: 'hard NAT', why: 'Ports differ by destination.' }
  }
  if (measured.ownsPublicAddress) {
    return {
      hardness: 'none',
      certainty: 'certain',
      name: 'no NAT',
      why: 'It has a public address of its own.',
    }
  }
  if (measured.varies.value === 'no') {
    return {
      hardness: 'easy',
      certainty: 'certain',
      name: 'easy NAT',
      why: 'One port for every destination.',
    }
  }
  return { hardness: 'unknown', certainty: 'unknown', name: 'NAT', why: 'It was not measured.' }
}

/**
 * Several devices of different subnets behind one address stand behind a gateway, and nobody forwards a port there
 * to one of them: what a device guesses of such an address leads nowhere.
 */
function isGateway(address: string, sharing: (address: string) => readonly string[]): boolean {
  const subnets = new Set(sharing(address).map(local => local.split('.').slice(0, 3).join('.')))
  return subnets.size > 1
}

function inboundOf(measured: Measured, sharing: (address: string) => readonly string[]): Inbound {
  if (measured.udp.value === 'no') return { reachable: 'no', by: 'udp-blocked', why: 'No UDP was answered.' }
  if (measured.portmap === 'yes') {
    return { reachable: 'yes', by: 'portmap', why: 'Its router forwards its port (UPnP, NAT-PMP or PCP).' }
  }
  if (measured.varies.value === 'unknown' && !measured.ownsPublicAddress) {
    return { reachable: 'unknown', by: 'unknown', why: 'Nothing was measured of it.' }
  }
  if (measured.ownsPublicAddress) {
    return { reachable: 'unknown', by: 'unknown', why: 'It has a public address; its firewall is not seen.' }
  }
  const { guess } = measured
  if (guess && !isGateway(guess.address, sharing)) {
    // A random port falls into that range once in 25 times; the operator sets PORT wherever it makes a static endpoint.
    const nodePort = measured.seenAs.find(
      ({ address, port }) => address === guess.address && isNodePort(port),
    )
    if (nodePort) {
      return {
        reachable: 'yes',
        by: 'static',
        why: `It advertises NodePort ${nodePort.port} beside its own port: a static endpoint.`,
      }
    }
    if (guess.port !== packagedPort) {
      return {
        reachable: 'unknown',
        by: 'unknown',
        why: `Port ${guess.port} was chosen; whether it is forwarded is not seen.`,
      }
    }
  }
  return { reachable: 'no', by: 'shut', why: 'Its NAT lets in only replies to what it sent.' }
}

/**
 * The way of a device's packets, as far as the control plane tells. What cannot be seen of a host behind a NAT is
 * taken as its owner's default: nothing is forwarded to it.
 *
 * @param sharing private addresses of all devices behind a public one
 */
export function deviceChain(
  device: Device | null,
  measured: Measured,
  sharing: (address: string) => readonly string[],
): NatChain {
  const l2 = l2Of(measured)
  const isPerson = device !== null && device.os !== '' && device.os !== 'linux'
  return {
    l1: isPerson ? noCni : unknownCni,
    l2: isPerson && l2.hardness === 'easy' ? { ...l2, name: 'home router' } : l2,
    side: l2.hardness,
    udp: measured.udp.value,
    ipv6: measured.ipv6,
    inbound: inboundOf(measured, sharing),
    publicAddresses: measured.publicAddresses,
    seenAs: measured.seenAs.map(hostPort),
    localPort: measured.localPort,
    fixedPort: measured.guess?.port ?? null,
  }
}
