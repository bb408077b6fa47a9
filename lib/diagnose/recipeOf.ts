import type { NatChain, RecipeStep } from '#lib/tailnet/finding.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { expectedPath } from './expectedPath.ts'
import type { JudgedPeer, Judgement } from './judgement.ts'
import { publicIpOf } from './remedies/publicNodes.ts'
import { type Scene, sceneOf } from './remedies/scene.ts'
import { staticPorts } from './remedies/staticPorts.ts'

type Told = { state: Tri; why: string }
const told = (state: Tri, why: string): Told => ({ state, why })

/** The five things that make a pod reachable (tailscale.com/blog/kubernetes-direct-connections), each as far as it shows. */
export function recipeOf(judgement: Judgement): RecipeStep[] {
  const scene = sceneOf(judgement)
  return [
    { id: 'public_node', title: 'A node with a public address', ...publicNode(scene) },
    { id: 'host_network', title: 'Host network, or a way in instead', ...hostNetwork(scene) },
    { id: 'port', title: 'A fixed port (PORT)', ...fixedPort(scene) },
    { id: 'port_on_object', title: 'That port on the object', ...portOnObject(scene) },
    { id: 'inbound_udp', title: 'Inbound UDP open', ...inboundUdp(scene) },
  ]
}

const noPod = told('unknown', 'The pod’s objects were not read.')

function publicNode({ pod, node, chain, cluster }: Scene): Told {
  if (!pod || !cluster) return noPod
  if (!node)
    return told(
      'unknown',
      pod.nodeName ? `Node \`${pod.nodeName}\` was not read.` : 'The pod has no node yet.',
    )
  const address = publicIpOf(node)
  if (address) return told('yes', `Node \`${node.name}\` has \`${address}\`.`)
  if (node.externalIps.length > 0)
    return told('no', `The ExternalIP of node \`${node.name}\` is not a public IPv4 address.`)
  const outside = chain.publicAddresses[0]
  if (outside)
    return told('no', `Node \`${node.name}\` has private addresses only and leaves by \`${outside}\`.`)
  return node.providerId === null
    ? told('unknown', `Node \`${node.name}\` shows no ExternalIP, which bare-metal kubelets never set.`)
    : told('no', `Node \`${node.name}\` has no ExternalIP.`)
}

function hostNetwork(scene: Scene): Told {
  const { pod } = scene
  if (!pod) return noPod
  if (pod.hostNetwork) return told('yes', 'The pod runs on the host’s network.')
  const fixed = staticPorts(scene)
  if (fixed) return told('yes', `Instead: static endpoint at NodePort \`${fixed.ports.from}\`.`)
  const mapped = pod.container.ports.find(each => each.protocol === 'UDP' && each.hostPort !== null)
  if (mapped) return told('yes', `Instead: host port \`${mapped.hostPort}\`.`)
  if (!scene.isOperated) return told('no', 'The pod has a network of its own, and no host port for UDP.')
  return told(
    'no',
    pod.parent?.type === 'proxygroup'
      ? 'The operator offers neither; for a ProxyGroup static endpoints do the same.'
      : 'The operator offers neither for this proxy (TS #13981, #18819).',
  )
}

function fixedPort({ pod, input, cluster }: Scene): Told {
  if (!pod) return noPod
  const group = cluster?.objects.find(each => each.kind === 'ProxyGroup' && each.name === pod.parent?.name)
  if (pod.parent?.type === 'proxygroup' && group?.spec.type === 'kube-apiserver')
    return told('no', 'Its proxy for the API server ignores PORT (TS #18841).')
  if (pod.fixedPort === null) return told('no', 'tailscaled takes a random port at every start.')
  if (input.policy?.randomizeClientPort)
    return told('no', `PORT is \`${pod.fixedPort}\`, but the tailnet policy sets \`randomizeClientPort\`.`)
  return told('yes', `tailscaled has UDP \`${pod.fixedPort}\`.`)
}

function portOnObject(scene: Scene): Told {
  const { pod } = scene
  if (!pod) return noPod
  const fixed = staticPorts(scene)
  if (fixed) return told('yes', `A NodePort Service leads from \`${fixed.ports.from}\` to the pod.`)
  if (pod.fixedPort === null) return told('no', 'There is no fixed port to name.')
  const port = pod.container.ports.find(
    each => each.protocol === 'UDP' && each.containerPort === pod.fixedPort,
  )
  const name = `${pod.workload.kind} \`${pod.workload.name}\``
  if (!port) {
    return told(
      'no',
      pod.hostNetwork
        ? `${name} does not name UDP \`${pod.fixedPort}\`: two such pods may meet on one node.`
        : `${name} does not name UDP \`${pod.fixedPort}\`.`,
    )
  }
  if (pod.hostNetwork) return told('yes', `${name} names UDP \`${pod.fixedPort}\`.`)
  if (port.hostPort === pod.fixedPort)
    return told('yes', `${name} has host port \`${port.hostPort}\` for it.`)
  return told(
    'no',
    port.hostPort === null
      ? `${name} names UDP \`${pod.fixedPort}\` without a host port.`
      : `${name} has host port \`${port.hostPort}\`, another one than \`${pod.fixedPort}\`, which peers are told.`,
  )
}

/** Configuration shows that a packet may come in; only a link that needs it shows that one did. */
function inboundUdp({ judgement, chain }: Scene): Told {
  const overIpv4 = new Set(
    judgement.input.links.flatMap(({ peer, path }) =>
      path.kind === 'direct' && path.family === 'ipv4' ? [peer] : [],
    ),
  )
  const proof = judgement.peers.find(peer => overIpv4.has(peer.peer) && showsWayIn(chain, peer))
  if (proof)
    return told('yes', `Direct over IPv4 with \`${proof.peerName}\`, which only an open side can be.`)
  const { reachable, why } = chain.inbound
  return told(reachable === 'no' ? 'no' : 'unknown', why)
}

/** Could a direct link with this peer not be, were this side shut? */
function showsWayIn(chain: NatChain, peer: JudgedPeer): boolean {
  if (peer.chain.inbound.reachable !== 'no' || peer.pair.near !== 'no') return false
  const inbound = { ...chain.inbound, reachable: 'no', by: 'shut' } as const
  const { expected } = expectedPath({ ...chain, ipv6: 'no', inbound }, peer.chain, peer.pair)
  return expected === 'derp' || expected === 'peer_relay'
}
