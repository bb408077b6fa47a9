import { bare, type Proposal } from './proposal.ts'
import type { Scene } from './scene.ts'
import { verifyBy } from './verifyBy.ts'

/** Less than this over a client's life is not worth a change: a start on DERP alone costs some kilobytes. */
const littleBytes = 1_000_000

/** Leaves it as it is: DERP is a path, not a fault. Worth saying where little goes by it. */
export function acceptDerp(scene: Scene): Proposal | null {
  const { derpPeers, input } = scene
  if (derpPeers.length === 0) return null
  const isLittle = scene.judgement.findings.some(finding => finding.code === 'relayed-but-irrelevant')
  const bytes =
    input.metrics?.filter(each => each.path === 'derp').reduce((sum, each) => sum + each.bytes, 0) ?? null
  if (!isLittle && (bytes === null || bytes >= littleBytes)) return null
  return {
    ...bare,
    id: 'r-none-accept',
    title: 'Leave it: little goes by DERP',
    applies: 'unknown',
    why:
      bytes === null
        ? 'Whether it matters is yours to say.'
        : `${Math.round(bytes / 1000)} kB have gone by DERP since the client started.`,
    effort: 'field',
    change: null,
    checks: [
      bytes === null
        ? { seen: 'unknown', says: 'Not seen: bytes by path' }
        : { seen: 'yes', says: `\`${bytes}\` bytes by DERP since the client started` },
    ],
    limits: ['DERP is shared and throttled: a sudden transfer would be slow.'],
    verify: { ...verifyBy(scene), expect: 'an answer `via DERP(…)` whose time is good enough' },
    links: ['https://tailscale.com/kb/1232/derp-servers'],
  }
}
