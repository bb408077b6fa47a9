import type { Remedy } from '#lib/tailnet/finding.ts'
import { outsidePatch, type RemedyPatch } from './objectPatch.ts'
import type { Scene } from './scene.ts'

/** The tag of relays that the grant names. */
export const relayTag = 'tag:relay'

/** A grant without which no client asks a relay (policy file, `tailscale.com/cap/relay`). */
export function relayGrant(scene: Scene): { patch: RemedyPatch; check: Remedy['checks'][number] } {
  const { policy, own } = scene.input
  const src = own.device && own.device.tags.length > 0 ? own.device.tags : ['tag:k8s']
  const grant = { src, dst: [relayTag], app: { 'tailscale.com/cap/relay': [] } }
  const covered = policy?.relayGrants.some(
    each => each.dst.includes(relayTag) && src.some(tag => each.src.includes(tag)),
  )
  return {
    patch: {
      ...outsidePatch('tailnet policy file', '', [
        { sign: ' ', text: '"grants": [' },
        { sign: '+', text: `  ${JSON.stringify(grant)},` },
        { sign: ' ', text: '],' },
        { sign: ' ', text: '"tagOwners": {' },
        { sign: '+', text: `  "${relayTag}": ["tag:k8s-operator"],` },
        { sign: ' ', text: '}' },
      ]),
      manifest: JSON.stringify({ grants: [grant], tagOwners: { [relayTag]: ['tag:k8s-operator'] } }, null, 2),
    },
    check: !policy
      ? { seen: 'unknown', says: 'Not seen: the tailnet policy, which must grant `tailscale.com/cap/relay`' }
      : covered
        ? { seen: 'yes', says: `The tailnet policy grants \`${relayTag}\` as a relay` }
        : {
            seen: 'no',
            says: 'The tailnet policy does not yet grant `tailscale.com/cap/relay` to this side',
          },
  }
}
