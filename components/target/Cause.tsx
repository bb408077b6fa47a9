'use client'

import { listed } from '#lib/report/counted.ts'
import { seenWords } from '#lib/report/seenWords.ts'
import type { FindingView } from '#lib/report/targetView.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { Certainty } from '../panel/Certainty.tsx'
import { Inline } from '../text/Inline.tsx'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'
import { Check } from './Check.tsx'

import { sourceWords } from './sourceWords.ts'
import './target.css'

/** One cause with all that it rests on: what holds, what was looked for and does not hold, and what was not seen. */
export function Cause({ finding, onDerp, now }: { finding: FindingView; onDerp: number; now: number }) {
  const { title, certainty, code, clearsPath, derpLinks, since, peers, evidence, disproof, missing } = finding
  return (
    <article className="cause">
      <header>
        <h3>
          {title}
          {clearsPath && <span className="tag">not the path</span>}
        </h3>
        <span className="grow" />
        <Certainty degree={certainty} />
      </header>
      <p className="t12 faint">
        <KeptLink className="code" href={`/causes/${code}`}>
          {code}
        </KeptLink>
        {onDerp > 0 && !clearsPath && ` · ${derpLinks} of ${onDerp} DERP links`}
        {peers.length > 0 && (
          <>
            {' · for '}
            <Name name={listed(peers, 3)} />
          </>
        )}
        {since !== null && (
          <>
            {' · since '}
            <Time at={since} now={now} />
          </>
        )}
      </p>
      <ul>
        {evidence.map(({ seen, says, source, at }) => (
          <Check key={says} tri={seen} said={seenWords[seen]}>
            <Inline text={says} />{' '}
            <span className="faint t12">
              {sourceWords[source]}
              {at && Date.parse(at) > 0 && (
                <>
                  , <Time at={Date.parse(at)} now={now} />
                </>
              )}
            </span>
          </Check>
        ))}
        {missing.map(({ what, tier }) => (
          <Check key={what} tri="unknown" said="missing">
            Would make it surer: <Inline text={what} />
            {tier && <span className="faint t12"> ({tier})</span>}
          </Check>
        ))}
      </ul>
      <p className="dis">
        <b>Would disprove it:</b> <Inline text={disproof} />
      </p>
    </article>
  )
}
