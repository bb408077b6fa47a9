import type { TargetStanding } from '#lib/tailnet/standing.ts'
import { pathName } from './pathWords.ts'

/** "predicted: 3 direct, 4 DERP", for links that were not seen; empty where nothing is predicted. */
export function predictedWords({ direct, peer_relay, derp, depends }: TargetStanding['expected']): string {
  const parts = [
    direct > 0 && `${direct} ${pathName.direct}`,
    peer_relay > 0 && `${peer_relay} ${pathName.peer_relay}`,
    derp > 0 && `${derp} ${pathName.derp}`,
    depends > 0 && `${depends} open`,
  ].filter(part => part !== false)
  return parts.length === 0 ? '' : `predicted: ${parts.join(', ')}`
}
