import { counted, listed } from './counted.ts'
import type { FrozenCause } from './frozen.ts'
import type { FindingView } from './targetView.ts'

/** A cause of a pod or of a link with what it rests on. */
export function freezeFinding(finding: FindingView): FrozenCause {
  const { title, code, certainty, derpLinks, peers, evidence, disproof } = finding
  const words = [
    ...(derpLinks > 0 ? [`${counted(derpLinks, 'link')} on DERP`] : []),
    ...(peers.length > 0 ? [`for ${listed(peers, 3)}`] : []),
  ]
  return {
    title,
    code,
    certainty,
    meta: words.join(', '),
    evidence: evidence.map(({ seen, says }) => ({ seen, says })),
    disproof,
  }
}
