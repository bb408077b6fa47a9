import type { NatChain } from '#lib/tailnet/finding.ts'
import { udpPolicy } from '../policy/udpPolicy.ts'
import type { Place } from '../snat/snat.ts'
import type { Measured } from './measured.ts'
import { staticEndpoints } from './staticEndpoints.ts'

type Inbound = NatChain['inbound']

const shut = (why: string): Inbound => ({ reachable: 'no', by: 'shut', why })
const unseen = (by: Inbound['by'], why: string): Inbound => ({ reachable: 'unknown', by, why })

/** netcheck asks STUN servers only: unless a NetworkPolicy explains their silence, other UDP may pass. */
function withoutUdp({ pod, cluster }: Place): Inbound {
  const { leaves, policies } = udpPolicy(pod, cluster, 'egress')
  if (leaves === 'none') {
    return {
      reachable: 'no',
      by: 'udp-blocked',
      why: `NetworkPolicy \`${policies[0] ?? ''}\` lets no UDP out.`,
    }
  }
  return {
    reachable: 'no',
    by: 'unknown',
    why: 'No STUN server answers; whether other UDP passes was not measured.',
  }
}

/**
 * May an unsolicited UDP packet come in to a pod? A firewall outside the cluster is never seen, so a public node
 * with a fixed port is "unknown" until something measured tells. Observed paths are not looked at here.
 *
 * @param fixedPort the port that tailscaled really has, after the tailnet policy
 */
export function podInbound(
  place: Place,
  measured: Measured,
  { l1, l2 }: Pick<NatChain, 'l1' | 'l2'>,
  fixedPort: number | null,
): Inbound {
  const { pod, cluster, node } = place
  if (measured.udp.value === 'no') return withoutUdp(place)
  const statics = staticEndpoints(place, measured)
  const admits = udpPolicy(pod, cluster, 'ingress', measured.localPort ?? fixedPort)
  const policy =
    admits.leaves === 'all' ? null : `NetworkPolicy \`${admits.policies[0] ?? ''}\` lets no such UDP in.`
  if (statics) {
    if (statics.group?.spec.type === 'kube-apiserver')
      return shut('k8s-proxy does not listen on the port of its static endpoint.')
    if (policy) return shut(policy)
    return { reachable: 'yes', by: 'static', why: `Static endpoint \`${statics.endpoints[0] ?? ''}\`.` }
  }
  // From an ordinary pod the question goes to the CNI's end of its link, not to the router: only an answer counts.
  if (measured.hasMapping || (pod.hostNetwork && measured.portmap === 'yes')) {
    return { reachable: 'yes', by: 'portmap', why: 'The router forwards its port (UPnP, NAT-PMP or PCP).' }
  }
  const isOutside = l2.hardness === 'none'
  // Whether the address that STUN servers saw is the node's own is not known where the node was not read.
  const mayBeOutside = node === null && l2.hardness !== 'hard'
  const where = node ? `node \`${node.name}\`` : 'the node'
  if (pod.hostNetwork || (l1.hardness === 'none' && isOutside)) {
    if (!isOutside && !mayBeOutside) return shut(`${where} has no address of its own on the internet.`)
    if (fixedPort === null) return shut('Its port is random, so no firewall rule can name it.')
    return unseen('unknown', `The firewall of ${where} for UDP ${fixedPort} is not seen.`)
  }
  const forward = pod.container.ports.find(
    ({ hostPort, protocol }) => hostPort !== null && protocol === 'UDP',
  )
  if (
    forward &&
    (isOutside || mayBeOutside) &&
    fixedPort !== null &&
    forward.hostPort === fixedPort &&
    forward.containerPort === fixedPort
  ) {
    return policy
      ? shut(policy)
      : unseen('forwarded', `hostPort ${fixedPort} leads in; the firewall of ${where} for it is not seen.`)
  }
  return shut('The node lets in only replies to what the pod sent.')
}
