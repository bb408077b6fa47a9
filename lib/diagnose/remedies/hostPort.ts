import { withL2, withWayIn } from './changedChain.ts'
import { podPatch } from './podTemplate.ts'
import { portMapping } from './portMapping.ts'
import { bare, type Proposal } from './proposal.ts'
import type { Scene } from './scene.ts'
import { verifyBy } from './verifyBy.ts'
import { wayIn } from './wayIn.ts'

/**
 * A host port with tailscaled's own number: the node sends it on to the pod, and tailscaled offers peers
 * `<public address>:<PORT>` (magicsock `stun4localport`), whatever the CNI does with packets on the way out.
 */
export function hostPort(scene: Scene): Proposal | null {
  const { pod, chain } = scene
  if (!pod || scene.isReachable || pod.hostNetwork) return null
  const base = { ...bare, id: 'r-hostport', effort: 'move', verify: verifyBy(scene), links } as const
  const way = wayIn(scene)
  if ('refused' in way) {
    return {
      ...base,
      title: 'Put it on a public node with hostPort = PORT',
      applies: 'no',
      why: way.refused,
      change: null,
    }
  }
  const { place, plan } = way
  const mapping = portMapping(scene)
  if (mapping.seen === 'no')
    return { ...base, title: 'Give it hostPort = PORT', applies: 'no', why: `${mapping.says}.`, change: null }
  const patch = podPatch(scene, {
    spec: place.spec,
    container: { ports: way.ports, ...(plan.env.length > 0 ? { env: plan.env } : {}) },
  })
  return {
    ...base,
    title: place.router
      ? `Give it hostPort = PORT and forward UDP ${plan.port} on the edge router`
      : 'Put it on a public node with hostPort = PORT',
    applies: way.applies,
    why: patch
      ? way.why
      : `tailpath knows no patch for a ${pod.workload.kind}: change its pod template by hand.`,
    change: {
      own: withWayIn(
        place.router ? chain : withL2(chain, 'none', 'the node has a public address'),
        'forwarded',
        `host port ${plan.port}`,
      ),
    },
    patches: [...(patch ? [patch] : []), ...way.outside],
    checks: [...way.checks, mapping],
    limits: way.limits,
  }
}

const links = [
  'https://tailscale.com/blog/kubernetes-direct-connections',
  'https://github.com/tailscale/tailscale/issues/11908',
]
