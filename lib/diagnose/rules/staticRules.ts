import type { KeptObject } from '#lib/tailnet/cluster.ts'
import type { Evidence } from '#lib/tailnet/finding.ts'
import { findObject } from '../cluster/findObject.ts'
import { records } from '../policy/records.ts'
import { proxyGroupOf, staticEndpoints } from '../side/staticEndpoints.ts'
import type { Place } from '../snat/snat.ts'
import { linkEvidence } from './evidenceOf.ts'
import { atMost, isSeenRelayed, meetsNat } from './links.ts'
import { wouldOpen } from './reachRules.ts'
import type { Found, Rule } from './rule.ts'

const says = (words: string): Evidence => ({ seen: 'yes', says: words, source: 'kubernetes', at: null })

/** The ProxyClass of a proxy, by its label (the operator copies it to the pods) or its ProxyGroup. */
function proxyClassOf(place: Place): KeptObject | null {
  const group = proxyGroupOf(place)
  const name = place.pod.labels['tailscale.com/proxy-class'] ?? group?.spec.proxyClass
  return typeof name === 'string' ? findObject(place.cluster, 'ProxyClass', name) : null
}

/** `status.conditions` of a tailscale.com resource. */
export function conditionsOf({ status }: KeptObject): Record<string, unknown>[] {
  return records(status.conditions)
}

/** Static endpoints that are not there, or that nobody listens behind (operator ≤ 1.102). */
export const staticConfigRule: Rule = scene => {
  const place = scene.side?.place
  const proxyClass = place && proxyClassOf(place)
  if (!place || !proxyClass || proxyClass.spec.staticEndpoints === undefined || scene.chain.udp === 'no')
    return []
  const peers = wouldOpen(scene)
  if (peers.length === 0) return []
  const group = proxyGroupOf(place)
  const found = (code: Found['code'], evidence: Evidence[]): Found[] => [
    {
      code,
      certainty: atMost(scene, 'certain', peers),
      evidence: [says(`ProxyClass \`${proxyClass.name}\` has \`staticEndpoints\`.`), ...evidence],
      peers,
    },
  ]
  if (!group) {
    if (place.pod.parent === null || place.pod.parent.type.toLowerCase() === 'proxygroup') return []
    return found('static-ep-ignored', [
      says(
        `The proxy belongs to ${place.pod.parent.type} \`${place.pod.parent.name}\`, not to a ProxyGroup.`,
      ),
    ])
  }
  if (group.spec.type === 'kube-apiserver') {
    const { localPort } = scene.measured
    const port =
      localPort === null
        ? []
        : [
            says(
              `tailscaled listens on \`${localPort}\`, \`PORT\` is \`${place.pod.fixedPort ?? 'not set'}\`.`,
            ),
          ]
    // A later k8s-proxy may heed PORT: then its own port shows it.
    if (localPort !== null && localPort === place.pod.fixedPort) return []
    return found('static-ep-apiserver-broken', [
      says(`ProxyGroup \`${group.name}\` is of type \`kube-apiserver\`.`),
      ...port,
    ])
  }
  const failure = conditionsOf(group).find(
    ({ message }) => typeof message === 'string' && message.includes('of type "ExternalIP"'),
  )
  return failure
    ? found('static-ep-no-externalip', [
        says(`ProxyGroup \`${group.name}\` reports: \`${String(failure.message).slice(0, 200)}\`.`),
      ])
    : []
}

/** A static endpoint that is advertised, and peers with UDP that are relayed all the same. */
export const staticUnreachableRule: Rule = scene => {
  const { predicted, measured, side } = scene
  if (predicted.inbound.by !== 'static' || predicted.inbound.reachable !== 'yes') return []
  const held = scene.peers.filter(
    peer =>
      isSeenRelayed(peer) && meetsNat(scene, peer) && peer.chain.udp === 'yes' && peer.expected === 'direct',
  )
  if (held.length === 0) return []
  const endpoints = staticEndpoints(side?.place ?? null, measured)?.endpoints ?? []
  const reached = scene.peers.some(
    peer => peer.path === 'direct' && meetsNat(scene, peer) && peer.chain.side === 'hard',
  )
  return [
    {
      code: 'static-ep-unreachable',
      certainty: reached ? 'possible' : held.length > 1 ? 'certain' : 'likely',
      evidence: [
        {
          seen: 'yes',
          says: `The pod advertises ${endpoints.map(each => `\`${each}\``).join(' and ')}.`,
          source: measured.statics.length > 0 ? 'log' : 'kubernetes',
          at: null,
        },
        ...held.slice(0, 3).map(linkEvidence),
      ],
      peers: held,
    },
  ]
}
