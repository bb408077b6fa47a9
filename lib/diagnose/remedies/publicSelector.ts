import type { NodeFacts } from '#lib/tailnet/cluster.ts'
import { publicNodes } from './publicNodes.ts'

/** How to keep a pod on nodes with a public address. */
export type PublicSelector =
  /** Every node is public: nothing to select. */
  | { kind: 'all'; nodes: NodeFacts[] }
  | { kind: 'label'; key: string; value: string; nodes: NodeFacts[] }
  /** No label of theirs tells them from the others: one has to be put on. */
  | { kind: 'to_label'; key: string; value: string; nodes: NodeFacts[] }

const ourLabel = { key: 'tailscale-public', value: 'true' }

/** Labels that a pool of nodes has in common on purpose, as clouds and provisioners name them. */
const poolKeys = [
  'eks.amazonaws.com/nodegroup',
  'alpha.eksctl.io/nodegroup-name',
  'karpenter.sh/nodepool',
  'cloud.google.com/gke-nodepool',
  'kubernetes.azure.com/agentpool',
  'agentpool',
  'doks.digitalocean.com/node-pool',
  'lke.linode.com/pool-id',
  'vke.vultr.com/node-pool',
  'node-role.kubernetes.io/edge',
]

/** Labels that tell nodes apart by accident: where they stand, what they are made of, what they are called. */
const accidental =
  /hostname|topology\.|failure-domain\.|region|zone|instance|arch$|\/os$|version|provider|node-image|capacity|sku|machine/i

/** A label value on public nodes only, on as many as can be; null where no node is public. */
export function publicSelector(nodes: readonly NodeFacts[]): PublicSelector | null {
  const chosen = publicNodes(nodes)
  if (chosen.length === 0) return null
  if (chosen.length === nodes.length) return { kind: 'all', nodes: chosen }
  const best = candidates(chosen, nodes).sort(
    (a, b) => b.nodes.length - a.nodes.length || rank(a.key) - rank(b.key) || compare(a, b),
  )[0]
  if (best) return { kind: 'label', ...best }
  const [only] = chosen
  const hostname = only?.labels['kubernetes.io/hostname']
  if (chosen.length === 1 && hostname)
    return { kind: 'label', key: 'kubernetes.io/hostname', value: hostname, nodes: chosen }
  return { kind: 'to_label', ...ourLabel, nodes: chosen }
}

function candidates(chosen: NodeFacts[], all: readonly NodeFacts[]) {
  const pairs = new Map<string, { key: string; value: string }>()
  for (const node of chosen)
    for (const [key, value] of Object.entries(node.labels)) pairs.set(`${key}=${value}`, { key, value })
  return [...pairs.values()]
    .filter(({ key }) => !accidental.test(key) || poolKeys.includes(key))
    .map(pair => ({ ...pair, nodes: all.filter(node => node.labels[pair.key] === pair.value) }))
    .filter(pair => pair.nodes.every(node => chosen.includes(node)))
}

const rank = (key: string) => (poolKeys.includes(key) ? poolKeys.indexOf(key) : poolKeys.length)
const compare = (a: { key: string; value: string }, b: { key: string; value: string }) =>
  `${a.key}=${a.value}` < `${b.key}=${b.value}` ? -1 : 1
