import { findObject } from '../cluster/findObject.ts'
import { withL1, withL2 } from './changedChain.ts'
import { freePort } from './freePort.ts'
import { podPatch } from './podTemplate.ts'
import { podKey, portEnv } from './portPlan.ts'
import { bare, type Proposal } from './proposal.ts'
import { proxyClassEnv } from './proxyClassEnv.ts'
import type { Scene } from './scene.ts'
import { verifyBy } from './verifyBy.ts'
import { randomPortCheck } from './wayIn.ts'

/** Cilium's BPF masquerade keeps source ports from 32768 on only (bpf/lib/nat.h, `__snat_try_keep_port`). */
const lowestKept = 32768

export function ciliumPort(scene: Scene): Proposal | null {
  const { pod, cluster, chain, judgement } = scene
  if (!pod || !cluster || pod.hostNetwork || scene.isReachable) return null
  const config = findObject(cluster, 'ConfigMap', 'cilium-config')
  const port = pod.fixedPort ?? chain.localPort
  if (config?.data['enable-bpf-masquerade'] !== 'true' || port === null || chain.l1.hardness !== 'hard')
    return null
  const same = cluster.pods
    .filter(each => each.nodeName === pod.nodeName && each.uid !== pod.uid)
    .flatMap(each => each.fixedPort ?? [])
  const isLow = port < lowestKept && chain.l1.hardness === 'hard'
  const collides = judgement.findings.some(finding => finding.code === 'cni-cilium-port-collision')
  if (!isLow && !collides) return null
  const free = freePort(cluster, scene.node ? [scene.node] : [], podKey(pod), same)
  const env = free === null ? null : portEnv(pod, free)
  if (free === null || !env) return null
  const easy = withL1(chain, 'easy', `PORT ${free}`)
  const patch = scene.isOperated
    ? proxyClassEnv(scene, 'PORT', String(free))
    : podPatch(scene, { container: { env } })
  return {
    ...bare,
    id: isLow ? 'r-cilium-port' : 'r-set-port',
    title: `Give it PORT ${free}, which Cilium keeps`,
    effort: 'field',
    // With two on one port the CNI’s own doing passes for that of the NAT behind it.
    change: { own: collides ? withL2(easy, 'easy', 'taken to keep ports') : easy },
    patches: patch ? [patch] : [],
    checks: [
      { seen: 'yes', says: 'ConfigMap `cilium-config` sets `enable-bpf-masquerade`' },
      isLow
        ? {
            seen: 'yes',
            says: `tailscaled has UDP \`${port}\`; Cilium keeps ports from \`${lowestKept}\` on`,
          }
        : { seen: 'yes', says: `Another tailscale pod of this node has UDP \`${port}\` too` },
      { seen: 'yes', says: `No tailscale pod on this node has \`${free}\`` },
      randomPortCheck(scene),
    ],
    limits: [
      'The pod restarts. Two pods of one node with the same port would be rewritten again.',
      'Peers behind hard NAT stay on DERP: this side is then easy, not open.',
    ],
    verify: verifyBy(scene),
    links: ['https://docs.cilium.io/en/stable/network/concepts/masquerading/'],
  }
}
