import { keptNames } from './keptNames.ts'
import { newObject } from './objectPatch.ts'
import { hasKind, hasOperator, operatorCheck } from './operatorFacts.ts'
import { bare, type Proposal } from './proposal.ts'
import { relayGrant, relayTag } from './relayGrant.ts'
import { relayClients, relayReach } from './relayReach.ts'
import type { Scene } from './scene.ts'
import { verifyBy } from './verifyBy.ts'

/** A relay of one's own behind a load balancer (operator ≥ 1.102): UDP, not throttled, for every pair that has UDP. */
export function peerRelayCrd(scene: Scene): Proposal | null {
  const { pod, cluster, traits } = scene
  if (!pod || !cluster || scene.isReachable || !hasOperator(cluster)) return null
  const base = {
    ...bare,
    id: 'r-peer-relay-crd',
    title: 'Run a PeerRelay behind a load balancer',
    effort: 'new_object',
    verify: verifyBy(scene, 'peer_relay'),
    links,
  } as const
  const version = operatorCheck(cluster, [1, 102], 'PeerRelay')
  const kind = hasKind(cluster, 'PeerRelay')
  if (kind === 'no' || version.seen === 'no') {
    const why =
      version.seen === 'no'
        ? `${version.says}.`
        : 'The cluster has no PeerRelay kind: the operator is older than 1.102.'
    return { ...base, applies: 'no', why: `${why} Upgrade it first.`, change: null }
  }
  const present = keptNames(cluster, 'PeerRelay')
  const grant = relayGrant(scene)
  const name = ['relay', 'peer-relay', 'tailpath-relay'].find(each => !present.includes(each)) ?? 'relay-2'
  const ref = { apiVersion: 'tailscale.com/v1alpha1', kind: 'PeerRelay', namespace: null, name }
  const isLocal = traits.cloud === 'own' || traits.cloud === 'local'
  return {
    ...base,
    title: present.length > 0 ? `Let this side use PeerRelay ${present[0]}` : base.title,
    applies: isLocal || kind === 'unknown' ? 'unknown' : 'yes',
    why: isLocal
      ? 'It needs a load balancer for UDP with a public address; outside a cloud nothing shows that there is one.'
      : kind === 'unknown'
        ? 'Whether the cluster has the PeerRelay kind was not seen.'
        : '',
    change: { relay: relayReach(scene) },
    patches: [
      ...(present.length > 0 ? [] : [newObject(ref, { spec: { replicas: 1, tags: [relayTag] } })]),
      ...(grant.check.seen === 'yes' ? [] : [grant.patch]),
    ],
    checks: [
      {
        seen: kind,
        says: kind === 'yes' ? 'The cluster has the PeerRelay kind' : 'Not seen: the PeerRelay kind',
      },
      version,
      relayClients(scene),
      grant.check,
      ...(traits.cloud === 'aws'
        ? [
            {
              seen: 'unknown' as const,
              says: 'Not seen: the AWS Load Balancer Controller, which makes the UDP load balancer',
            },
          ]
        : []),
    ],
    limits: [
      'Not direct: packets take the way by the relay, unthrottled. DERP stays the fallback.',
      'One load balancer a replica, with its cost. UDP 41641 is open to the internet.',
      'The admin console shows the relay pod’s own address, not the load balancer’s (TS #17791).',
    ],
  }
}

const links = [
  'https://tailscale.com/docs/kubernetes-operator/peer-relay',
  'https://tailscale.com/kb/1591/peer-relays',
]
