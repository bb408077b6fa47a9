import type { KeptObject, NodeFacts } from '#lib/tailnet/cluster.ts'
import type { UdpPorts } from './firewall.ts'
import { isMap, listAt, plainMap } from './plain.ts'
import { publicNodes } from './publicNodes.ts'
import type { Scene } from './scene.ts'

/** The ProxyGroup that a pod belongs to; null for other proxies, and where it was not seen. */
export function proxyGroupOf({ pod, cluster }: Scene): KeptObject | null {
  if (pod?.parent?.type !== 'proxygroup' || !cluster) return null
  return cluster.objects.find(each => each.kind === 'ProxyGroup' && each.name === pod.parent?.name) ?? null
}

/** NodePorts of a ProxyGroup's static endpoints for this pod, and the nodes they are offered on; null where it has none. */
export function staticPorts(scene: Scene): { ports: UdpPorts; nodes: NodeFacts[] } | null {
  const { pod, cluster } = scene
  const group = proxyGroupOf(scene)
  if (!pod || !cluster || !group) return null
  const service = cluster.objects.find(
    each =>
      each.kind === 'Service' && each.namespace === pod.namespace && each.name === `${pod.name}-nodeport`,
  )
  const [port] = listAt(plainMap(service?.spec), 'ports').flatMap(each =>
    isMap(each) && each.protocol === 'UDP' && typeof each.nodePort === 'number' ? [each.nodePort] : [],
  )
  if (port === undefined) return null
  const offered = JSON.stringify(group.status.devices ?? [])
  const nodes = publicNodes(cluster.nodes)
  const named = nodes.filter(node => node.externalIps.some(ip => offered.includes(`"${ip}:${port}"`)))
  return { ports: { from: port, to: port }, nodes: named.length > 0 ? named : nodes.slice(0, 2) }
}
