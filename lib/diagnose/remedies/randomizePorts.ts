import { tailnetIndex } from '../side/tailnetIndex.ts'
import { withL2 } from './changedChain.ts'
import { isEdgeWorth } from './edge.ts'
import { outsidePatch } from './objectPatch.ts'
import { bare, type Proposal } from './proposal.ts'
import type { Scene } from './scene.ts'
import { verifyBy } from './verifyBy.ts'

/**
 * Several machines with one port behind one NAT that keeps ports: only the first of them can have it (KB 1146). A port
 * of each one's own mends that, and undoes every PORT of the tailnet (nodecap `randomize-client-port`).
 */
export function randomizePorts(scene: Scene): Proposal | null {
  const { pod, cluster, chain, traits, input } = scene
  if (!pod || traits.cloud !== 'own' || !isEdgeWorth(scene) || input.policy?.randomizeClientPort) return null
  const rivals = samePort(scene)
  if (rivals.length === 0) return null
  const fixed = (cluster?.pods ?? []).filter(each => each.fixedPort !== null).map(each => each.name)
  const isL1Hard = chain.l1.hardness === 'hard'
  const who = rivals.slice(0, 3).map(name => `\`${name}\``)
  const isFree = fixed.length === 0 && !isL1Hard
  return {
    ...bare,
    id: 'r-randomize-client-port',
    title: 'Let each client take a port of its own',
    applies: isFree ? 'unknown' : 'no',
    why: isL1Hard
      ? `It changes nothing: ${chain.l1.name} (L1) takes random ports whatever tailscaled has.`
      : isFree
        ? 'Whether the edge router keeps ports was not seen; without a static-port rule it changes nothing.'
        : `It overrides every PORT of the tailnet: ${fixed
            .slice(0, 3)
            .map(name => `\`${name}\``)
            .join(', ')} ${fixed.length === 1 ? 'has' : 'have'} one.`,
    certainty: 'possible',
    effort: 'elsewhere',
    change: isFree ? { own: withL2(chain, 'easy', 'a port of its own behind a static-port rule') } : null,
    patches: [outsidePatch('tailnet policy file', '', [{ sign: '+', text: '"randomizeClientPort": true,' }])],
    checks: [
      {
        seen: 'yes',
        says: `UDP \`${chain.localPort}\` at the same public address: ${who.join(', ')}`,
      },
      { seen: 'unknown', says: 'Not seen: the router’s static-port rule, without which this is of no use' },
    ],
    limits: [
      'For the whole tailnet, from each client’s next start: firewall rules, forwards and host ports for a fixed port no longer lead anywhere.',
      'Peers behind hard NAT stay on DERP: this side is then easy, not open.',
    ],
    verify: verifyBy(scene),
    links: [
      'https://tailscale.com/kb/1146/pfsense',
      'https://tailscale.com/kb/1337/policy-syntax#network-policy-options',
    ],
  }
}

/** Other devices that leave by the same public address with the same port of their own. */
function samePort({ input, chain }: Scene): string[] {
  const port = chain.localPort
  if (port === null) return []
  const { byPublicAddress } = tailnetIndex(input.devices)
  const there = new Set(chain.publicAddresses.flatMap(address => byPublicAddress.get(address) ?? []))
  return [...there]
    .filter(({ id, connectivity }) => {
      const ends = connectivity?.endpoints ?? []
      return (
        id !== input.deviceId &&
        ends.some(end => end.port === port && !chain.publicAddresses.includes(end.address))
      )
    })
    .map(({ hostname }) => hostname)
}
