'use client'

import type { Remedy } from '#lib/tailnet/finding.ts'
import { Command } from '../control/Command.tsx'
import { Certainty } from '../panel/Certainty.tsx'
import { Inline } from '../text/Inline.tsx'
import { Check } from './Check.tsx'
import { Gain } from './Gain.tsx'
import { Links } from './Links.tsx'
import { Patch } from './Patch.tsx'
import './target.css'

/** The recommended change: what it gains, the patch, what was checked, its limits, and how to see that it worked. */
export function MainRemedy({ remedy }: { remedy: Remedy }) {
  const { title, certainty, gain, why, applies, patches, checks, limits, verify, links } = remedy
  return (
    <article className="cause">
      <header>
        <h3>
          <Inline text={title} />
        </h3>
        <span className="grow" />
        <Certainty degree={certainty} />
      </header>
      <p className="gainline">
        <Gain gain={gain} />
        {why && (
          <span className="dim">
            {' '}
            {applies === 'unknown' && 'Not known: '}
            <Inline text={why} />
          </span>
        )}
      </p>
      {patches.map((patch, index) => (
        <Patch key={patch.object} patch={patch} primary={index === 0} />
      ))}
      {checks.length > 0 && (
        <>
          <h4>Checked now</h4>
          <ul>
            {checks.map(({ seen, says }) => (
              <Check key={says} tri={seen}>
                <Inline text={says} />
              </Check>
            ))}
          </ul>
        </>
      )}
      {limits.length > 0 && (
        <>
          <h4>Limits</h4>
          {limits.map(limit => (
            <p key={limit}>
              <Inline text={limit} />
            </p>
          ))}
        </>
      )}
      {verify.command !== '' && (
        <>
          <h4>Verify</h4>
          <Command text={verify.command} />
        </>
      )}
      {verify.expect !== '' && (
        <p className="t12 faint expect">
          Expect <Inline text={verify.expect} />
        </p>
      )}
      <Links links={links} />
    </article>
  )
}
