import type { Hardness, NatChain } from '#lib/tailnet/finding.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import type { Sibling } from '../input.ts'
import { withUdp } from './changedChain.ts'
import type { Scene } from './scene.ts'

/** The chain with UDP let out, and whose NAT it was taken from where the pod's own was never measured. */
export interface AfterUdp {
  own: NatChain
  likeness: string | null
}

/**
 * A side without UDP has not measured its NAT. A tailscale pod of the same cluster leaves by the same layers, so its
 * measurement stands in: of the same node first.
 */
export function afterUdp(scene: Scene): AfterUdp {
  const own = withUdp(scene.chain)
  if (own.side !== 'unknown') return { own, likeness: null }
  const like = scene.input.siblings
    .filter(sibling => isAlike(scene, sibling) && varies(sibling) !== 'unknown')
    .sort((a, b) => nearness(scene, b) - nearness(scene, a))[0]
  if (!like) return { own, likeness: null }
  const side: Hardness = varies(like) === 'yes' ? 'hard' : 'easy'
  return { own: { ...own, side, l2: { ...own.l2, hardness: side } }, likeness: like.pod.name }
}

const varies = ({ netInfo, device }: Sibling): Tri =>
  netInfo && netInfo.mappingVaries !== 'unknown'
    ? netInfo.mappingVaries
    : (device?.connectivity?.mappingVaries ?? 'unknown')

const isAlike = ({ pod }: Scene, sibling: Sibling) =>
  pod !== null &&
  sibling.pod.uid !== pod.uid &&
  sibling.pod.cluster === pod.cluster &&
  sibling.pod.hostNetwork === pod.hostNetwork

const nearness = ({ pod }: Scene, sibling: Sibling) => Number(sibling.pod.nodeName === pod?.nodeName)
