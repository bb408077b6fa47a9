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

/** "Its mapping varies", with the ports where they were seen. */
export function mappingEvidence(who: string, measured: Measured): Evidence {
  const { value, source, at } = measured.varies
  const seen = measured.seenAs.slice(0, 3).map(each => `\`${hostPort(each)}\``)
  const ports = seen.length > 1 ? `: ${seen.join(', ')}` : ''
  if (value === 'yes')
    return {
      seen: 'yes',
      says: `${who} has another public port for each destination${ports}.`,
      source: source ?? 'tailscale_api',
      at,
    }
  if (value === 'no')
    return {
      seen: 'no',
      says: `${who} has one public port for every destination${ports}.`,
      source: source ?? 'tailscale_api',
      at,
    }
  return {
    seen: 'unknown',
    says: `Whether ${who} has another port for each destination was not measured.`,
    source: 'netcheck',
    at: null,
  }
}

/** "UDP was answered", or not. */
export function udpEvidence(who: string, { udp }: Measured): Evidence {
  const says =
    udp.value === 'no'
      ? `No STUN server answers ${who} by UDP.`
      : udp.value === 'yes'
        ? `STUN servers answer ${who} by UDP.`
        : `Whether ${who} has UDP was not measured.`
  return { seen: udp.value, says, source: udp.source ?? 'netcheck', at: udp.at }
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
