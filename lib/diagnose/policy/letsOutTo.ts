import type { ClusterFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import { inNetwork } from '../address/inNetwork.ts'
import { clusterIndex } from '../cluster/clusterIndex.ts'
import { isAbout, type PolicyPort, type PolicyRule, policyKinds, policyRules } from './policyRules.ts'
import { selects } from './selects.ts'

interface At {
  address: string
  port: number
}

function isTo({ blocks }: PolicyRule, address: string): boolean {
  if (blocks === null) return true
  return blocks.some(
    ({ cidr, except }) => inNetwork(address, cidr) && !except.some(part => inNetwork(address, part)),
  )
}

const isUdpTo = ({ protocol, port, endPort }: PolicyPort, wanted: number) =>
  protocol === 'UDP' &&
  (port === null || (typeof port === 'number' && wanted >= port && wanted <= (endPort ?? port)))

/**
 * Do the policies of a pod that leave it some UDP let it send to one of these endpoints? Asked where `udpPolicy` says
 * "some"; a pod that may not send there is never answered from there, unless it can be reached itself.
 */
export function letsOutTo(pod: PodFacts, cluster: ClusterFacts, endpoints: readonly At[]): boolean {
  const { objectsByKind } = clusterIndex(cluster)
  const rules = policyKinds
    .flatMap(kind => objectsByKind.get(kind) ?? [])
    .filter(object => isAbout(object, 'egress') && selects(object, pod))
    .flatMap(object => policyRules(object, 'egress'))
  return endpoints.some(({ address, port }) =>
    rules.some(
      rule => isTo(rule, address) && (rule.ports === null || rule.ports.some(each => isUdpTo(each, port))),
    ),
  )
}
