import { withL2 } from './changedChain.ts'
import { edgeWhy, isEdgeWorth } from './edge.ts'
import { outsidePatch } from './objectPatch.ts'
import { bare, type Proposal } from './proposal.ts'
import type { Scene } from './scene.ts'
import { shellLine } from './shellQuote.ts'
import { verifyBy } from './verifyBy.ts'

/** Cloud NAT with endpoint-independent mapping, which needs static port allocation (compute RouterNat reference). */
export function gcpEim(scene: Scene): Proposal | null {
  const { node, chain, traits } = scene
  if (traits.cloud !== 'gcp' || !isEdgeWorth(scene)) return null
  const gce = /^gce:\/\/([^/]+)\/([a-z0-9-]+)-[a-z]\//.exec(node?.providerId ?? '')
  const project = gce?.[1] ?? '<project>'
  const region = node?.labels['topology.kubernetes.io/region'] ?? gce?.[2] ?? '<region>'
  const place = shellLine('--project', project, '--region', region)
  const command = [
    `router="$(${shellLine('gcloud', 'compute', 'routers', 'list', '--project', project, '--regions', region, '--format', 'value(name)', '--limit', 1)})"`,
    `nat="$(gcloud compute routers nats list ${place} --router "$router" --format ${shellLine('value(name)')} --limit 1)"`,
    `gcloud compute routers nats update "$nat" ${place} --router "$router" --no-enable-dynamic-port-allocation --enable-endpoint-independent-mapping`,
  ].join('\n')
  const own = withL2(chain, 'easy', 'endpoint-independent mapping')
  return {
    ...bare,
    id: 'r-gcp-eim',
    title: 'Turn on endpoint-independent mapping in Cloud NAT',
    ...edgeWhy(scene, own),
    effort: 'network',
    change: { own },
    patches: [
      outsidePatch('Cloud NAT', command, [
        { sign: '-', text: 'enableDynamicPortAllocation: true' },
        { sign: '+', text: 'enableDynamicPortAllocation: false' },
        { sign: '+', text: 'enableEndpointIndependentMapping: true' },
      ]),
    ],
    checks: [
      { seen: 'unknown', says: 'Not seen: the NAT’s settings; the first router of the region is taken' },
      { seen: 'unknown', says: 'Not seen: how many ports each VM needs (`min-ports-per-vm`)' },
    ],
    limits: [
      'For every VM behind this NAT. Too few ports a VM then show as drops with ENDPOINT_INDEPENDENCE_CONFLICT.',
      'Peers behind hard NAT stay on DERP: this side is then easy, not open.',
    ],
    verify: verifyBy(scene),
    links: ['https://cloud.google.com/nat/docs/ports-and-addresses#endpoint-independent-mapping'],
  }
}
