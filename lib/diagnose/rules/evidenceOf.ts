import type { Evidence } from '#lib/tailnet/finding.ts'
import { hostPort } from '../address/hostPort.ts'
import type { SeenPeer } from '../scene.ts'
import type { Measured } from '../side/measured.ts'

const pathWords: Record<SeenPeer['path'], string> = {
  direct: 'direct',
  derp: 'on DERP',
  peer_relay: 'on a peer relay',
  no_answer: 'without an answer',
  idle: 'idle',
  offline: 'offline',
  unknown: 'not seen',
}

/** Whether a mapping varies, with the ports where they were seen. */
export function mappingEvidence(who: string, measured: Measured): Evidence {
  const { value, source, at } = measured.varies
  if (value === 'unknown') {
    const says = `Whether ${who} has another port for each destination was not measured.`
    return { seen: 'unknown', says, source: 'netcheck', at: null }
  }
  const seenAs = measured.seenAs.slice(0, 3).map(each => `\`${hostPort(each)}\``)
  const ports = seenAs.length > 1 || (value === 'no' && seenAs.length > 0) ? `: ${seenAs.join(', ')}` : ''
  const mapping =
    value === 'yes' ? 'another public port for each destination' : 'one public port for every destination'
  return { seen: 'yes', says: `${who} has ${mapping}${ports}.`, source: source ?? 'tailscale_api', at }
}

/** Whether STUN servers answer. */
export function udpEvidence(who: string, { udp }: Measured): Evidence {
  if (udp.value === 'unknown') {
    return { seen: 'unknown', says: `Whether ${who} has UDP was not measured.`, source: 'netcheck', at: null }
  }
  return {
    seen: udp.value,
    says: `STUN servers answer ${who} by UDP.`,
    source: udp.source ?? 'netcheck',
    at: udp.at,
  }
}

/** The path of a link as seen. */
export function linkEvidence({ peerName, path, about }: SeenPeer): Evidence {
  const probed = about.link === null && about.ping !== null
  const { link } = about
  const target = link?.path.kind === 'direct' ? ` by \`${link.path.endpoint}\`` : ''
  return {
    seen: path === 'unknown' ? 'unknown' : 'yes',
    says: `The link to ${peerName} is ${pathWords[path]}${target}${probed ? ', probed' : ''}.`,
    source: probed ? 'ping' : 'status',
    at: (probed ? about.ping?.at : link?.since)?.toISOString() ?? null,
  }
}

/** How many of many: the first names and the rest as a number. */
export function named(peers: readonly SeenPeer[]): string {
  const names = peers.slice(0, 3).map(({ peerName }) => peerName)
  const rest = peers.length - names.length
  return rest > 0 ? `${names.join(', ')} and ${rest} more` : names.join(', ')
}
