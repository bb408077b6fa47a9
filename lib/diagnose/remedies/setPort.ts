import { withUdp, withWayIn } from './changedChain.ts'
import { firewallName, firewallPatches } from './firewall.ts'
import { freePort } from './freePort.ts'
import type { PlainMap } from './plain.ts'
import { podPatch } from './podTemplate.ts'
import { podKey, portEnv, portPlan } from './portPlan.ts'
import { bare, type Proposal } from './proposal.ts'
import { publicIpOf } from './publicNodes.ts'
import type { Scene } from './scene.ts'
import { verifyBy } from './verifyBy.ts'
import { randomPortCheck } from './wayIn.ts'

/**
 * PORT for a pod that the internet could reach, were its port not another at every start: tailscaled in a container
 * takes a random one (cmd/tailscaled/tailscaled.go defaultPort), so no firewall rule and no host port can match.
 */
export function setPort(scene: Scene): Proposal | null {
  const { pod, node, chain } = scene
  if (!pod || !node || scene.isOperated || scene.isForced || scene.isReachable) return null
  if (isBindRefused(scene)) return otherPort(scene)
  if (publicIpOf(node) === null) return null
  const wanted = wantedPort(scene)
  const env = wanted && portEnv(pod, wanted.port)
  if (!wanted || !env) return null
  const { port } = wanted
  const patch = podPatch(scene, { container: { env, ...(wanted.ports ? { ports: wanted.ports } : {}) } })
  return {
    ...bare,
    id: 'r-set-port',
    title: `Give it PORT ${port}`,
    effort: 'field',
    why: wanted.why,
    change: { own: withWayIn(chain, pod.hostNetwork ? 'open' : 'forwarded', `UDP ${port}`) },
    patches: [...(patch ? [patch] : []), ...firewallPatches([node], { from: port, to: port })],
    checks: [
      { seen: 'yes', says: `Node \`${node.name}\` has a public address` },
      randomPortCheck(scene),
      { seen: 'unknown', says: `Not seen: ${firewallName(node)}. It must let UDP \`${port}\` in` },
    ],
    limits: [
      'The pod restarts.',
      `Alone it changes nothing: the ${firewallName(node)} must let UDP ${port} in as well.`,
    ],
    verify: verifyBy(scene),
    links: ['https://tailscale.com/kb/1257/connection-types'],
  }
}

/** The port that the host port waits for, or on host network a free one; null where the port is right already. */
function wantedPort({
  pod,
  cluster,
  node,
}: Scene): { port: number; ports: PlainMap[] | null; why: string } | null {
  if (!pod || !cluster || !node) return null
  const mapped = pod.container.ports.find(each => each.protocol === 'UDP' && each.hostPort !== null)
  if (!pod.hostNetwork) {
    if (!mapped?.hostPort || mapped.hostPort === pod.fixedPort) return null
    const { hostPort, containerPort } = mapped
    const seen = pod.fixedPort === null ? 'a random port' : `UDP ${pod.fixedPort}`
    return {
      port: hostPort,
      ports:
        hostPort === containerPort
          ? null
          : [
              { containerPort, $patch: 'delete' },
              { containerPort: hostPort, hostPort, protocol: 'UDP' },
            ],
      why: `Host port ${hostPort} is sent to the pod’s ${containerPort}, where nobody listens: tailscaled has ${seen}.`,
    }
  }
  if (pod.fixedPort !== null) return null
  const plan = portPlan(cluster, pod, [node])
  if (!plan) return null
  return {
    port: plan.port,
    ports: [{ containerPort: plan.port, hostPort: plan.port, protocol: 'UDP' }],
    why: 'tailscaled takes another port at every start, which no firewall rule can name.',
  }
}

/** tailscaled's own word for a port that another process of the node has (health `no-udp4-bind`). */
const isBindRefused = ({ input }: Scene) =>
  input.own.health.some(each => /no-udp4-bind|couldn't listen for incoming UDP/i.test(each))

/** Two on one port of the node: the second has no socket at all, and so nothing but DERP. */
function otherPort(scene: Scene): Proposal | null {
  const { pod, cluster, node, chain } = scene
  if (!pod || !cluster || !node) return null
  const port = freePort(cluster, [node], podKey(pod), pod.fixedPort === null ? [] : [pod.fixedPort])
  const env = port === null ? null : portEnv(pod, port)
  if (port === null || !env) return null
  const patch = podPatch(scene, { container: { env } })
  return {
    ...bare,
    id: 'r-set-port',
    title: `Give it another port, ${port}`,
    effort: 'field',
    why: 'tailscaled could not open its UDP port: another process of the node has it.',
    change: { own: withUdp(chain), unblocks: true },
    patches: patch ? [patch] : [],
    checks: [
      { seen: 'yes', says: 'tailscaled reports that it cannot listen for UDP' },
      { seen: 'yes', says: `No pod holds UDP \`${port}\` on \`${node.name}\`` },
      randomPortCheck(scene),
    ],
    limits: ['The pod restarts. A firewall rule or forward for the old port has to follow.'],
    verify: verifyBy(scene),
    links: ['https://github.com/tailscale/tailscale/blob/main/health/warnings.go'],
  }
}
