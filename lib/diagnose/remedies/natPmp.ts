import { withL1, withWayIn } from './changedChain.ts'
import { outsidePatch } from './objectPatch.ts'
import { bare, type Proposal } from './proposal.ts'
import type { Scene } from './scene.ts'
import { execInto } from './verifyBy.ts'

/** A router that maps a port when asked: tailscaled asks its default gateway, which is the router on host network only. */
export function natPmp(scene: Scene): Proposal | null {
  const { pod, chain, traits } = scene
  if (!pod || traits.cloud !== 'own' || scene.isReachable || chain.l2.hardness === 'none') return null
  const inPod = pod.hasCli ? execInto(scene) : null
  return {
    ...bare,
    id: 'r-natpmp',
    title: 'Turn on NAT-PMP or UPnP on the edge router',
    applies: pod.hostNetwork ? 'yes' : 'no',
    why: pod.hostNetwork
      ? ''
      : 'The pod’s gateway is the CNI, not the router: its request ends there (TS #14350). On host network it would arrive.',
    effort: 'network',
    change: pod.hostNetwork
      ? { own: withWayIn(withL1(chain, 'none', 'host network'), 'portmap', 'the router maps a port') }
      : null,
    patches: [outsidePatch('edge router', '', [{ sign: '+', text: 'NAT-PMP / PCP: on' }])],
    checks: [{ seen: 'unknown', says: 'Not seen: the router' }],
    limits: ['Every machine of the network can then open ports to itself (KB 1181).'],
    verify: {
      command: inPod ? `${inPod} netcheck` : 'tailscale netcheck',
      expect: '`PortMapping: NAT-PMP` (or UPnP, PCP)',
    },
    links: ['https://tailscale.com/kb/1181/firewalls'],
  }
}
