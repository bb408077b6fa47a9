import { bare, type Proposal } from './proposal.ts'
import type { Scene } from './scene.ts'
import { verifyBy } from './verifyBy.ts'

/** Less than this over a client's life is not worth a change: a start on DERP alone costs some kilobytes. */
const littleBytes = 1_000_000

/**
 * Leaves it as it is: DERP is a path, not a fault. Worth saying where a cause asks for it, or where little goes by it
 * and nothing on this side would help.
 */
export function acceptDerp(scene: Scene, canHelp: boolean): Proposal | null {
  const { derpPeers, input } = scene
  if (derpPeers.length === 0) return null
  const isNamed = scene.judgement.findings.some(finding => finding.remedies.includes('r-none-accept'))
  const bytes = input.metrics
    ? input.metrics.filter(each => each.path === 'derp').reduce((sum, each) => sum + each.bytes, 0)
    : null
  const isLittle = bytes !== null && bytes < littleBytes
  if (!isNamed && (canHelp || !isLittle)) return null
  return {
    ...bare,
    id: 'r-none-accept',
    title: isLittle ? 'Leave it: little goes by DERP' : 'Leave it, where what goes by DERP is small',
    applies: 'unknown',
    why: 'Whether the time and rate that DERP gives are enough is yours to say.',
    effort: 'elsewhere',
    change: null,
    checks: [
      bytes === null
        ? { seen: 'unknown', says: 'Not seen: bytes by path' }
        : { seen: isLittle ? 'yes' : 'no', says: `\`${bytes}\` bytes went by DERP since the client started` },
    ],
    limits: ['DERP is shared and throttled: a sudden transfer is slow.'],
    verify: { ...verifyBy(scene)(null), expect: 'an answer `via DERP(…)` whose time is good enough' },
    links: ['https://tailscale.com/kb/1232/derp-servers'],
  }
}
