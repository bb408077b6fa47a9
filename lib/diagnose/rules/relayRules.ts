import type { Evidence } from '#lib/tailnet/finding.ts'
import { findObject } from '../cluster/findObject.ts'
import type { Scene } from '../scene.ts'
import { linkEvidence } from './evidenceOf.ts'
import { meetsNat } from './links.ts'
import type { Found, Rule } from './rule.ts'
import { conditionsOf } from './staticRules.ts'

const relaysOf = ({ side }: Scene) =>
  side?.place.cluster.objects.filter(({ kind }) => kind === 'PeerRelay') ?? []

/** PeerRelay resources (operator ≥ 1.102) that are not ready, not used, or bound to the wrong zone. */
export const peerRelayRule: Rule = scene => {
  // tailscaled prefers a relay to DERP by itself: only what is seen on DERP and has UDP on both ends misses it.
  const held = scene.peers.filter(
    peer => peer.path === 'derp' && meetsNat(scene, peer) && peer.expected !== 'direct',
  )
  if (held.length === 0 || scene.chain.udp !== 'yes') return []
  return relaysOf(scene).flatMap((relay): Found[] => {
    const says = (words: string): Evidence => ({ seen: 'yes', says: words, source: 'kubernetes', at: null })
    const ready = conditionsOf(relay).find(({ type }) => type === 'PeerRelayReady')
    if (!ready) return []
    if (ready.status !== 'True') {
      const why = `PeerRelay \`${relay.name}\` is not ready: \`${String(ready.reason ?? 'no reason')}\`.`
      return [{ code: 'peerrelay-not-ready', certainty: 'certain', evidence: [says(why)], peers: held }]
    }
    const mismatch = zoneMismatch(scene, relay.name)
    const isGranted = held.some(peer => peer.pair.relay === 'yes')
    const grant: Evidence = scene.input.policy
      ? {
          seen: isGranted ? 'yes' : 'no',
          says: 'A grant of `tailscale.com/cap/relay` covers one of the two.',
          source: 'policy',
          at: null,
        }
      : {
          seen: 'unknown',
          says: 'The policy file, which must grant `tailscale.com/cap/relay`, was not read.',
          source: 'policy',
          at: null,
        }
    return [
      {
        code: 'peerrelay-not-used',
        certainty: scene.input.policy && !isGranted ? 'likely' : 'possible',
        evidence: [
          says(`PeerRelay \`${relay.name}\` is ready.`),
          grant,
          ...held.slice(0, 2).map(linkEvidence),
        ],
        peers: held,
      },
      ...(mismatch
        ? [
            {
              code: 'peerrelay-az-mismatch' as const,
              certainty: 'possible' as const,
              evidence: [says(mismatch)],
              peers: held,
            },
          ]
        : []),
    ]
  })
}

/** Elastic addresses serve the zones of their subnets; a ProxyClass must pin the pods to them (types_peerrelay.go). */
function zoneMismatch({ side }: Scene, name: string): string | null {
  const cluster = side?.place.cluster
  const relay = cluster && findObject(cluster, 'PeerRelay', name)
  const addresses = (relay?.spec.aws as { elasticIPs?: unknown } | undefined)?.elasticIPs
  if (!cluster || !relay || !Array.isArray(addresses) || addresses.length === 0) return null
  const className = relay.spec.proxyClass
  const proxyClass = typeof className === 'string' ? findObject(cluster, 'ProxyClass', className) : null
  if (JSON.stringify(proxyClass?.spec ?? {}).includes('topology.kubernetes.io/zone')) return null
  return `PeerRelay \`${name}\` has elastic addresses, and no ProxyClass pins its pods to their zones.`
}
