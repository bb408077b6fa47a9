import { forcedRelay } from '../side/forcedRelay.ts'
import { isOnlyTcp443 } from '../side/isOnlyTcp443.ts'
import { withUdp } from './changedChain.ts'
import { outsidePatch } from './objectPatch.ts'
import { podPatch } from './podTemplate.ts'
import { bare, type Proposal } from './proposal.ts'
import { proxyClassEnv } from './proxyClassEnv.ts'
import type { Scene } from './scene.ts'
import { verifyBy } from './verifyBy.ts'

/** A debug knob, or a node attribute of the policy, that keeps the client off direct paths. */
export function removeForcedRelay(scene: Scene): Proposal | null {
  const { pod, chain, input } = scene
  const knob = pod && forcedRelay(pod)
  const isAttr = isOnlyTcp443(input.own.device, input.policy)
  if (!pod || (!knob && !isAttr)) return null
  const base = {
    ...bare,
    id: 'r-remove-forced-relay-env',
    effort: 'field' as const,
    certainty: 'certain' as const,
    change: { own: withUdp(chain), unblocks: true },
    verify: verifyBy(scene),
    links,
  } satisfies Partial<Proposal>
  if (!knob) {
    return {
      ...base,
      title: 'Take only-tcp-443 off this device',
      patches: [
        outsidePatch('tailnet policy file', '', [
          { sign: '-', text: '"attr": ["only-tcp-443"], for the targets that hold this device' },
        ]),
      ],
      checks: [{ seen: 'yes', says: 'The tailnet policy gives it `only-tcp-443`' }],
      limits: ['Whoever set it may have had a reason: a network that lets nothing else out.'],
    }
  }
  const patch = scene.isOperated
    ? proxyClassEnv(scene, knob, null)
    : podPatch(scene, { container: { env: [{ name: knob, $patch: 'delete' }] } })
  return {
    ...base,
    title: `Remove ${knob}`,
    why: patch
      ? ''
      : 'Where the variable comes from was not seen: not from a ProxyClass, nor from a workload whose patch is known.',
    patches: patch ? [patch] : [],
    checks: [{ seen: 'yes', says: `Container \`${pod.container.name}\` sets \`${knob}\`` }],
    limits: ['The pod restarts.'],
  }
}

const links = [
  'https://tailscale.com/kb/1257/connection-types',
  'https://tailscale.com/kb/1337/policy-syntax#node-attributes',
]
