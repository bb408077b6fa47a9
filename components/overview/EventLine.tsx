'use client'

import type { EventItem } from '#lib/report/eventsView.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { PathGlyph } from '../path/PathGlyph.tsx'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'
import { Diff } from './Diff.tsx'

export function EventLine({ item, now }: { item: EventItem; now: number }) {
  const { effect } = item
  return (
    <li>
      <Time at={item.at} now={now} />
      {item.no === null ? <span className="no none" /> : <span className="no">{item.no}</span>}
      <div>
        <Name name={item.title} />
        {item.place && (
          <span className="dim">
            {' '}
            in{' '}
            {item.href ? (
              <KeptLink href={item.href}>
                <Name name={item.place} />
              </KeptLink>
            ) : (
              <Name name={item.place} />
            )}
          </span>
        )}
        {effect && (
          <p className="fx">
            {effect.kind !== 'none' && (
              <>
                <PathGlyph kind={effect.kind} />{' '}
              </>
            )}
            {effect.words.charAt(0).toUpperCase() + effect.words.slice(1)}
          </p>
        )}
        {item.diff.length > 0 && (
          <details>
            <summary>Diff</summary>
            <Diff lines={item.diff} />
          </details>
        )}
      </div>
    </li>
  )
}
