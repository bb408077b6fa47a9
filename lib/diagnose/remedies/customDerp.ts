import { outsidePatch } from './objectPatch.ts'
import { bare, type Proposal } from './proposal.ts'
import type { Scene } from './scene.ts'
import { verifyBy } from './verifyBy.ts'

/** Regions of one's own have numbers from 900 to 999 (KB 1118). */
const region = 900

/**
 * A DERP region near both ends. Relayed stays relayed: it is offered only where a cause is about the relay itself, not
 * about what keeps a link on it.
 */
export function customDerp(scene: Scene): Proposal | null {
  const isNamed = scene.judgement.findings.some(({ remedies }) => remedies.includes('r-custom-derp'))
  if (!isNamed || scene.derpPeers.length === 0) return null
  const node = { name: `${region}a`, regionID: region, hostName: 'derp.example.com' }
  const derpMap = { regions: { [region]: { regionID: region, regionCode: 'own', nodes: [node] } } }
  return {
    ...bare,
    id: 'r-custom-derp',
    title: 'Run a DERP region of your own near both ends',
    applies: 'unknown',
    why: 'Nothing shows whether there is a public machine for it near both ends.',
    certainty: 'possible',
    effort: 'elsewhere',
    change: null,
    patches: [
      {
        ...outsidePatch('tailnet policy file', '', [
          { sign: '+', text: `"derpMap": ${JSON.stringify(derpMap)},` },
        ]),
        manifest: JSON.stringify({ derpMap }, null, 2),
      },
    ],
    checks: [
      { seen: 'unknown', says: 'Not seen: a machine with a public address, TCP 443 and UDP 3478 open' },
      ...(scene.chain.udp === 'no'
        ? [
            {
              seen: 'no' as const,
              says: 'This side has UDP: without it the region is still reached by TCP 443',
            },
          ]
        : []),
    ],
    limits: [
      'Not direct: it shortens the way by the relay, and no one else’s traffic slows it.',
      'A peer is reached by its own home region: it takes the new one only if that is its nearest.',
      'It needs STUN on UDP 3478, and no HTTP load balancer in front (TS #6478). Keep Tailscale’s regions beside it.',
    ],
    verify: {
      ...verifyBy(scene)(null),
      expect: 'an answer `via DERP(own)`, in less time than before',
    },
    links: ['https://tailscale.com/kb/1118/custom-derp-servers'],
  }
}
