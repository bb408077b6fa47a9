import { listOf, partOf } from './heldObject.ts'

/**
 * May a pod, or one of this template, run tailscale? Only what may is held whole. Wider than `tailscaleContainer`, which
 * decides: what is let through here in vain costs memory, what is cut costs a diagnosis.
 */
export function mayRunTailscale(pod: { metadata?: unknown; spec?: unknown }): boolean {
  const labels = Object.keys(partOf(partOf(pod.metadata).labels))
  if (labels.some(name => name.startsWith('tailscale.com/'))) return true
  const { containers, initContainers } = partOf(pod.spec)
  return [...listOf(containers), ...listOf(initContainers)].map(partOf).some(container => {
    const { name, image, env, command, args } = container
    const words = [name, image, ...listOf(command), ...listOf(args)]
    return (
      words.some(word => typeof word === 'string' && /tailscale/i.test(word)) ||
      listOf(env).some(each => String(partOf(each).name).startsWith('TS_'))
    )
  })
}
