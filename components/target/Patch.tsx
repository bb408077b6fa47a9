'use client'

import type { Remedy } from '#lib/tailnet/finding.ts'
import { CopyButton } from '../control/CopyButton.tsx'
import { Name } from '../text/Name.tsx'
import './target.css'

const classes = { ' ': undefined, '+': 'a', '-': 'd' } as const

/** A change of one object: as lines that come and go, to be taken along as a file or as a command. */
export function Patch({ patch, primary }: { patch: Remedy['patches'][number]; primary: boolean }) {
  const { object, diff, manifest, command } = patch
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by keys */}
      <section className="scroll" tabIndex={0} aria-label={`Patch of ${object}`}>
        <pre className="diff">
          <span className="h">
            <Name name={object} />
          </span>
          {diff.map(({ sign, text }, index) => (
            <span key={index} className={classes[sign]}>
              {sign} <Name name={text} />
            </span>
          ))}
        </pre>
      </section>
      <div className="acts patch-acts">
        {manifest !== '' && <CopyButton text={manifest} what="patch" primary={primary} />}
        {command !== '' && (
          <CopyButton
            text={command}
            what={command.startsWith('kubectl') ? 'kubectl command' : 'command'}
            primary={primary && manifest === ''}
          />
        )}
      </div>
    </>
  )
}
