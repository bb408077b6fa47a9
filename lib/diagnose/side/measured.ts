import type { Connectivity } from '#lib/tailnet/device.ts'
import type { EvidenceSource } from '#lib/tailnet/finding.ts'
import type { Endpoint, NetInfo } from '#lib/tailnet/reading.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { inNetwork } from '../address/inNetwork.ts'
import { isGlobalIpv6 } from '../address/isGlobalIpv6.ts'
import { isPublicIpv4 } from '../address/isPublicIpv4.ts'

/** A fact with where it came from; null where nothing told. */
export interface Told {
  value: Tri
  source: EvidenceSource | null
  at: string | null
}

/** What one tailscaled knows of its own way out, from whichever source tells. No path to any peer is in it. */
export interface Measured {
  /** Another public port for each destination (IPv4 only). */
  varies: Told
  udp: Told
  ipv6: Tri
  /** UPnP, NAT-PMP or PCP at its gateway, or a mapping got from it. */
  portmap: Tri
  /** A mapping that it got, as the log types it. */
  hasMapping: boolean
  /** Addresses by which STUN servers saw it, without ports. */
  publicAddresses: string[]
  /** The same with ports. */
  seenAs: Endpoint[]
  /** Private IPv4 addresses of its own interfaces. */
  localAddresses: string[]
  /** An own interface carries a public IPv4 address: nothing translates. */
  ownsPublicAddress: boolean
  localPort: number | null
  /** It advertises public address and own port besides what STUN saw: a fixed port behind a hard NAT (`stun4localport`). */
  guess: Endpoint | null
  /** Static endpoints as the log types them (`explicitconf`). */
  statics: Endpoint[]
  /** It lists addresses of its own and none that a STUN server saw. */
  isUnseen: boolean
  /** Where its addresses and ports come from. */
  endpointsFrom: EvidenceSource
}

const nothing: Told = { value: 'unknown', source: null, at: null }
const tell = (value: Tri, netInfo: NetInfo): Told => ({
  value,
  source: netInfo.source === 'api' ? 'tailscale_api' : netInfo.source,
  at: netInfo.at?.toISOString() ?? null,
})

/**
 * The API's word counts for "no" only beside UDP and a latency: its plain false also stands where nothing was
 * measured (recorded in the lab).
 */
function apiVaries(connectivity: Connectivity): Tri {
  if (connectivity.mappingVaries !== 'no') return connectivity.mappingVaries
  return connectivity.udp === 'yes' && connectivity.latency.length > 0 ? 'no' : 'unknown'
}

/**
 * tailscaled's own word (log, API) before netcheck's, which opens a socket of its own: on CNIs that care for the
 * port the two differ.
 */
function variesOf(netInfos: readonly NetInfo[], connectivity: Connectivity | null): Told {
  const own = netInfos.find(each => each.source !== 'netcheck' && each.mappingVaries !== 'unknown')
  if (own) return tell(own.mappingVaries, own)
  if (connectivity && apiVaries(connectivity) !== 'unknown') {
    return { value: apiVaries(connectivity), source: 'tailscale_api', at: null }
  }
  const probed = netInfos.find(each => each.mappingVaries !== 'unknown')
  return probed ? tell(probed.mappingVaries, probed) : nothing
}

function udpOf(netInfos: readonly NetInfo[], connectivity: Connectivity | null): Told {
  const own = netInfos.find(each => each.udp !== 'unknown')
  if (own) return tell(own.udp, own)
  if (!connectivity || connectivity.udp === 'unknown') return nothing
  return { value: connectivity.udp, source: 'tailscale_api', at: null }
}

/**
 * The API's `ipv6` says what the OS can, not what the network does: there a global address among the endpoints tells. A
 * client lists its own addresses with the port of its IPv4 socket; another port beside them is what a STUN server saw of
 * its IPv6 socket (magicsock, determineEndpoints). With a fixed port the two are one.
 */
function ipv6Of(netInfos: readonly NetInfo[], endpoints: readonly Endpoint[]): Tri {
  const own = netInfos.find(each => each.ipv6 !== 'unknown')
  if (own) return own.ipv6
  const global = endpoints.filter(({ address }) => isGlobalIpv6(address))
  const v4Port = endpoints.find(each => isV4(each) && each.kind === 'local')?.port ?? null
  const isSeen = global.some(({ port, kind }) => kind === 'stun' || port !== v4Port || port === packagedPort)
  if (isSeen) return 'yes'
  return endpoints.length > 0 ? 'no' : 'unknown'
}

/** The fixed port of Tailscale's packages, by either family (tailscaled.defaults). */
const packagedPort = 41_641

/** RFC 6598; tailscaled does not list its own 100.x among its endpoints. */
const carrierNet = '100.64.0.0/10'

function portmapOf(
  netInfos: readonly NetInfo[],
  connectivity: Connectivity | null,
  endpoints: readonly Endpoint[],
): Tri {
  // What a router behind carrier NAT maps leads from the carrier's net to it, and no further.
  const mapped = endpoints.filter(({ kind }) => kind === 'portmap')
  if (mapped.length > 0) return mapped.some(({ address }) => isPublicIpv4(address)) ? 'yes' : 'no'
  if (endpoints.some(({ address }) => inNetwork(address, carrierNet))) return 'no'
  const asked = [...netInfos, ...(connectivity ? [connectivity] : [])]
  if (asked.some(({ upnp, pmp, pcp }) => upnp === 'yes' || pmp === 'yes' || pcp === 'yes')) return 'yes'
  return asked.some(({ upnp, pmp, pcp }) => upnp === 'no' && pmp === 'no' && pcp === 'no') ? 'no' : 'unknown'
}

const isV4 = ({ address }: { address: string }) => !address.includes(':')
/** Docker's default bridge on a host says nothing of how the host reaches the internet. */
const isDockerBridge = ({ address }: { address: string }) => address === '172.17.0.1'

/** Endpoints without kinds, as the API and status list them: the port of the private ones is tailscaled's own. */
function typed(endpoints: readonly Endpoint[], varies: Tri): Endpoint[] {
  if (!endpoints.some(({ kind }) => kind === 'untyped')) return [...endpoints]
  const v4 = endpoints.filter(each => isV4(each) && !isDockerBridge(each))
  const local = v4.find(({ address }) => !isPublicIpv4(address))
  const distinct = new Set(v4.filter(({ address }) => isPublicIpv4(address)).map(({ port }) => port))
  return endpoints.map(each => {
    if (each.kind !== 'untyped') return each
    if (!isV4(each) || !isPublicIpv4(each.address)) return { ...each, kind: 'local' }
    if (!local) return { ...each, kind: 'local' }
    const isGuess = varies === 'yes' && each.port === local.port && distinct.size > 1
    return { ...each, kind: isGuess ? 'stun4localport' : 'stun' }
  })
}

/**
 * Brings together what a client said of itself. Where nobody says whether its mapping varies, a single public port
 * that is its own tells: every layer then keeps ports.
 *
 * @param netInfos newest first
 * @param endpoints its own, typed where the log told; empty lets the API's stand in
 */
export function measuredOf(
  netInfos: readonly NetInfo[],
  endpoints: readonly Endpoint[],
  connectivity: Connectivity | null,
): Measured {
  const told = variesOf(netInfos, connectivity)
  const listed: readonly Endpoint[] =
    endpoints.length > 0
      ? endpoints
      : (connectivity?.endpoints.map(each => ({ ...each, kind: 'untyped' as const })) ?? [])
  const all = typed(listed, told.value)
  const v4 = all.filter(isV4)
  const locals = v4.filter(({ kind }) => kind === 'local')
  const privateLocals = locals.filter(each => !isPublicIpv4(each.address) && !isDockerBridge(each))
  // On clouds tailscaled lists the instance's public address as local too (magicsock, cloudinfo): only without a
  // private one beside it is it the interface's own.
  const ownsPublicAddress = locals.length > 0 && privateLocals.length === 0
  const stun = v4.filter(({ kind }) => kind === 'stun')
  const endpointsFrom: EvidenceSource = endpoints.length > 0 ? 'status' : 'tailscale_api'
  const localPort = (privateLocals[0] ?? locals[0])?.port ?? null
  const keepsPort = !ownsPublicAddress && stun.length === 1 && stun[0]?.port === localPort
  const udp = udpOf(netInfos, connectivity)
  const varies: Told =
    told.value === 'unknown' && udp.value !== 'no' && keepsPort
      ? { value: 'no', source: endpointsFrom, at: null }
      : told
  const probed = netInfos.flatMap(each => each.globalV4.map(addressOf)).filter(address => address !== '')
  return {
    varies,
    udp,
    ipv6: ipv6Of(netInfos, all),
    portmap: portmapOf(netInfos, connectivity, all),
    hasMapping: all.some(({ kind, address }) => kind === 'portmap' && isPublicIpv4(address)),
    publicAddresses: [
      ...new Set([
        ...stun.map(({ address }) => address),
        ...probed,
        ...(ownsPublicAddress ? locals.map(({ address }) => address) : []),
      ]),
    ],
    seenAs: stun.length > 0 || !ownsPublicAddress ? stun : locals,
    localAddresses: [...new Set(privateLocals.map(({ address }) => address))],
    ownsPublicAddress,
    localPort,
    guess: v4.find(({ kind }) => kind === 'stun4localport') ?? null,
    statics: all.filter(({ kind }) => kind === 'explicitconf'),
    isUnseen: all.length > 0 && !all.some(each => isPublicIpv4(each.address) || isGlobalIpv6(each.address)),
    endpointsFrom,
  }
}

/** "203.0.113.7:1024" without its port. */
function addressOf(endpoint: string): string {
  return endpoint.slice(0, Math.max(0, endpoint.lastIndexOf(':')))
}

/** What is known of a device that nothing is known of. */
export const nothingMeasured: Measured = measuredOf([], [], null)
