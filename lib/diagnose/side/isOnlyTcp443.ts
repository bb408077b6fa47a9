import type { Device, PolicyFacts } from '#lib/tailnet/device.ts'

/** Does the policy file give a device the node attribute `only-tcp-443`, with which it uses no UDP (tailcfg nodecap)? */
export function isOnlyTcp443(device: Device | null, policy: PolicyFacts | null): boolean {
  if (!device || !policy) return false
  const names = ['*', ...device.tags, ...(device.tags.length === 0 ? [device.user, 'autogroup:member'] : [])]
  return policy.nodeAttrs.some(
    ({ target, attr }) => attr.includes('only-tcp-443') && target.some(each => names.includes(each)),
  )
}
