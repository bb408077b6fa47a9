'use client'

import type { Remedy } from '#lib/tailnet/finding.ts'
import { PathGlyph } from '../path/PathGlyph.tsx'
import { Inline } from '../text/Inline.tsx'
import { Gain } from './Gain.tsx'
import { MainRemedy } from './MainRemedy.tsx'
import { TriMark } from './TriMark.tsx'
import './target.css'

/** Another way, folded; one that does not apply here or changes nothing says why. */
export function OtherWay({ remedy }: { remedy: Remedy }) {
  const { title, applies, why, gain } = remedy
  const changesNothing = gain !== null && gain.derpAfter >= gain.derpBefore && gain.derpBefore > 0
  if (applies === 'no') {
    return (
      <li className="ck">
        <TriMark tri="no" />
        <div>
          <Inline text={title} />: <b>does not apply here</b>
          {why && (
            <>
              . <Inline text={why} />
            </>
          )}
        </div>
      </li>
    )
  }
  return (
    <li className="ck">
      <WaySign remedy={remedy} />
      <div>
        <Inline text={title} />: {changesNothing ? <b>changes nothing here</b> : <Gain gain={gain} />}
        {why && (
          <span className="dim">
            {changesNothing && '. '} <Inline text={why} />
          </span>
        )}
        <details>
          <summary>{remedy.patches.length > 0 ? 'Patch and checks' : 'Checks'}</summary>
          <MainRemedy remedy={remedy} />
        </details>
      </div>
    </li>
  )
}

/** The path that it leads to. */
function WaySign({ remedy: { applies, gain } }: { remedy: Remedy }) {
  if (applies === 'unknown' || !gain) return <TriMark tri="unknown" />
  if (gain.derpAfter >= gain.derpBefore) return <TriMark tri="no" />
  return <PathGlyph kind={gain.relayAfter > gain.directAfter ? 'peer_relay' : 'direct'} />
}
