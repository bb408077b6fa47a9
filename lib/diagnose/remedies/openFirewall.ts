import { udpPolicy } from '../policy/udpPolicy.ts'
import { withWayIn } from './changedChain.ts'
import { firewallName, firewallPatches, type UdpPorts } from './firewall.ts'
import { named } from './placeOf.ts'
import { bare, type Proposal } from './proposal.ts'
import { publicIpOf } from './publicNodes.ts'
import type { Scene } from './scene.ts'
import { staticPorts } from './staticPorts.ts'
import { verifyBy } from './verifyBy.ts'
import { randomPortCheck } from './wayIn.ts'

/** The last step of the recipe: all is in place but the rule that lets UDP in. */
export function openFirewall(scene: Scene): Proposal | null {
  const { pod, node, chain, cluster } = scene
  if (!pod || !cluster || scene.isReachable) return null
  const base = {
    ...bare,
    id: 'r-open-udp-firewall',
    effort: 'field',
    verify: verifyBy(scene),
    links,
  } as const
  const way = openWay(scene)
  if (!way) {
    if (!node || publicIpOf(node) === null || pod.hostNetwork || pod.fixedPort === null) return null
    return {
      ...base,
      title: `Let UDP ${pod.fixedPort} in at the ${firewallName(node)}`,
      applies: 'no',
      why: 'The node has no port that leads to this pod: its connection table drops what nobody in the pod asked for, whatever the firewall lets in.',
      change: null,
    }
  }
  const { ports, nodes, by } = way
  const text = ports.from === ports.to ? String(ports.from) : `${ports.from}-${ports.to}`
  const ingress = udpPolicy(pod, cluster, 'ingress', pod.fixedPort)
  const [first = null] = nodes
  return {
    ...base,
    title: `Let UDP ${text} in at the ${firewallName(first)}`,
    certainty: chain.inbound.reachable === 'no' ? 'likely' : 'possible',
    change: { own: withWayIn(chain, by, `UDP ${text} is open`) },
    patches: firewallPatches(nodes, ports),
    checks: [
      { seen: 'yes', says: `${named(nodes)} ${nodes.length === 1 ? 'has' : 'have'} a public address` },
      by === 'static'
        ? { seen: 'yes', says: `The NodePort Service names UDP \`${text}\`` }
        : { seen: 'yes', says: `tailscaled has the fixed port \`${text}\`, and the node leads to it` },
      ...(ingress.leaves === 'all'
        ? []
        : [
            {
              seen: 'no' as const,
              says: `NetworkPolicy ${ingress.policies.map(name => `\`${name}\``).join(', ')} lets no such UDP in`,
            },
          ]),
      randomPortCheck(scene),
      { seen: 'unknown', says: `Not seen: the ${firewallName(first)} itself` },
    ],
    limits: [
      `UDP ${text} is open to the internet; WireGuard answers only peers it knows.`,
      'Links that a peer opened before stay as they are until they are opened anew.',
    ],
  }
}

interface Way {
  ports: UdpPorts
  nodes: NonNullable<Scene['node']>[]
  by: 'open' | 'forwarded' | 'static'
}

/** The port of a node that leads to the pod, but for a firewall. */
function openWay(scene: Scene): Way | null {
  const { pod, node, cluster } = scene
  if (!pod || !cluster) return null
  const fixed = staticPorts(scene)
  if (fixed) return { ports: fixed.ports, nodes: fixed.nodes, by: 'static' }
  if (!node || publicIpOf(node) === null || pod.fixedPort === null) return null
  const port = pod.fixedPort
  const isMapped = pod.container.ports.some(
    each => each.protocol === 'UDP' && each.hostPort === port && each.containerPort === port,
  )
  if (!pod.hostNetwork && !isMapped) return null
  return { ports: { from: port, to: port }, nodes: [node], by: pod.hostNetwork ? 'open' : 'forwarded' }
}

const links = [
  'https://tailscale.com/kb/1082/firewall-ports',
  'https://tailscale.com/blog/kubernetes-direct-connections',
]
