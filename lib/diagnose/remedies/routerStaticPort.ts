import { withL2 } from './changedChain.ts'
import { edgeWhy, isEdgeWorth } from './edge.ts'
import { outsidePatch } from './objectPatch.ts'
import { bare, type Proposal } from './proposal.ts'
import type { Scene } from './scene.ts'
import { verifyBy } from './verifyBy.ts'

/** pfSense and OPNsense rewrite source ports unless a rule keeps them (KB 1146). */
export function routerStaticPort(scene: Scene): Proposal | null {
  const { chain, traits, node } = scene
  if (traits.cloud !== 'own' || !isEdgeWorth(scene)) return null
  const own = withL2(chain, 'easy', 'static port')
  const from = node?.internalIps[0] ?? '<the nodes>'
  return {
    ...bare,
    id: 'r-router-static-port',
    title: 'Keep source ports on the edge router',
    ...edgeWhy(scene, own),
    effort: 'network',
    change: { own },
    patches: [
      outsidePatch('edge router: outbound NAT', '', [
        { sign: '+', text: `interface WAN, protocol UDP, source ${from}, static port: yes` },
      ]),
    ],
    checks: [
      {
        seen: 'unknown',
        says: 'Not seen: the router. pfSense+ ≥ 25.11 and 2.9 have endpoint-independent mapping as well',
      },
    ],
    limits: [
      'Several nodes with the same port behind one static-port rule clash; `randomizeClientPort` avoids that, but overrides every PORT.',
      'Peers behind hard NAT stay on DERP: this side is then easy, not open.',
    ],
    verify: verifyBy(scene),
    links: ['https://tailscale.com/kb/1146/pfsense', 'https://tailscale.com/kb/1097/install-opnsense'],
  }
}
