import { pathName } from '#lib/report/pathWords.ts'
import type { ByTraffic } from '#lib/tailnet/history.ts'
import { trafficKinds } from '#lib/tailnet/path.ts'
import { PathGlyph } from '../path/PathGlyph.tsx'
import './search.css'

/** How many links take each path, in a few signs; a path that none takes is left out. */
export function MixWords({ mix }: { mix: ByTraffic }) {
  const kinds = trafficKinds.filter(kind => mix[kind] > 0)
  if (kinds.length === 0) return <span className="faint">no traffic now</span>
  return (
    <span className="mixwords">
      {kinds.map(kind => (
        <span key={kind}>
          <PathGlyph kind={kind} />
          {mix[kind]}
          <span className="sr"> {pathName[kind]}</span>
        </span>
      ))}
    </span>
  )
}
