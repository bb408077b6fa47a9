import { withL2 } from './changedChain.ts'
import { edgeWhy, isEdgeWorth } from './edge.ts'
import { outsidePatch } from './objectPatch.ts'
import { bare, type Proposal } from './proposal.ts'
import type { Scene } from './scene.ts'
import { verifyBy } from './verifyBy.ts'

/** AWS and Azure NAT gateways are hard without an option (tailscale.com/blog/nat-traversal-improvements-pt-2-cloud-environments). */
export function replaceNatGateway(scene: Scene): Proposal | null {
  const { chain, traits } = scene
  if ((traits.cloud !== 'aws' && traits.cloud !== 'azure') || !isEdgeWorth(scene)) return null
  const own = withL2(chain, 'easy', 'a NAT that keeps ports')
  const isAws = traits.cloud === 'aws'
  return {
    ...bare,
    id: 'r-replace-nat-gateway',
    title: isAws
      ? 'Replace the NAT gateway by a NAT instance that keeps ports'
      : 'Leave by the load balancer instead of the NAT gateway',
    ...edgeWhy(scene, own),
    effort: 'network',
    change: { own },
    patches: [
      isAws
        ? outsidePatch('route table of the private subnets', '', [
            { sign: '-', text: '0.0.0.0/0 → NAT gateway' },
            { sign: '+', text: '0.0.0.0/0 → NAT instance (for example fck-nat) with plain MASQUERADE' },
          ])
        : outsidePatch(
            'AKS outbound type',
            "az aks update --resource-group '<resource group of the AKS cluster>' --name '<AKS cluster>' --outbound-type loadBalancer",
            [
              { sign: '-', text: 'outboundType: managedNATGateway' },
              { sign: '+', text: 'outboundType: loadBalancer' },
            ],
          ),
    ],
    checks: [
      {
        seen: 'unknown',
        says: isAws ? 'Not seen: the route table of the subnet' : 'Not seen: the cluster’s outboundType',
      },
    ],
    limits: [
      isAws
        ? 'A NAT instance is one machine: it fails and scales on its own. Its masquerade must not be `--random-fully`.'
        : 'The public address of the cluster changes. How the load balancer maps UDP today has to be measured.',
      'Peers behind hard NAT stay on DERP: this side is then easy, not open.',
    ],
    verify: verifyBy(scene),
    links: ['https://tailscale.com/blog/nat-traversal-improvements-pt-2-cloud-environments'],
  }
}
