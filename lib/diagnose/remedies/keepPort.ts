import { withL2, withWayIn } from './changedChain.ts'
import { outsidePatch } from './objectPatch.ts'
import { bare, type Proposal } from './proposal.ts'
import { publicIpOf } from './publicNodes.ts'
import type { Scene } from './scene.ts'
import { staticPorts } from './staticPorts.ts'
import { verifyBy } from './verifyBy.ts'

/** `randomizeClientPort` makes tailscaled bind to another port at every start, PORT or not (wgengine/userspace.go). */
export function keepPort(scene: Scene): Proposal | null {
  const { pod, node, chain, input } = scene
  if (!pod || pod.fixedPort === null || scene.isReachable || !input.policy) return null
  const attr = input.policy.nodeAttrs.find(each => each.attr.includes('randomize-client-port'))
  if (!input.policy.randomizeClientPort && !attr) return null
  const port = pod.fixedPort
  const isMapped = pod.container.ports.some(each => each.protocol === 'UDP' && each.hostPort === port)
  const isPublic = node !== null && publicIpOf(node) !== null
  // Without a way in by that port nothing is lost by another.
  if (!staticPorts(scene) && !(isPublic && (pod.hostNetwork || isMapped))) return null
  const by = staticPorts(scene) ? 'static' : pod.hostNetwork ? 'open' : 'forwarded'
  return {
    ...bare,
    id: 'r-remove-randomize-client-port',
    title: 'Take randomizeClientPort out of the tailnet policy',
    effort: 'elsewhere',
    change: { own: withWayIn(withL2(chain, 'none', 'the node has a public address'), by, `UDP ${port}`) },
    patches: [
      outsidePatch('tailnet policy file', '', [
        input.policy.randomizeClientPort
          ? { sign: '-', text: '"randomizeClientPort": true,' }
          : {
              sign: '-',
              text: `{"target": ${JSON.stringify(attr?.target ?? [])}, "attr": ["randomize-client-port"]},`,
            },
      ]),
    ],
    checks: [{ seen: 'yes', says: `The pod has PORT \`${port}\`, which the policy overrides` }],
    limits: [
      'For the whole tailnet: where several machines share one static-port NAT, give the attribute `randomize-client-port` to those alone.',
      'The firewall must let the port in as well.',
    ],
    verify: verifyBy(scene),
    links: ['https://tailscale.com/kb/1337/policy-syntax#network-policy-options'],
  }
}
