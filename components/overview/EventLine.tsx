'use client'

import { counted } from '#lib/report/counted.ts'
import { duration } from '#lib/report/duration.ts'
import type { EventItem, EventTrigger } from '#lib/report/eventsView.ts'
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
        {item.trigger && <TriggerWords trigger={item.trigger} />}
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

function TriggerWords({ trigger }: { trigger: EventTrigger }) {
  const { secondsBefore, links, sort, followed, notFollowed } = trigger
  return (
    <p className="fx dim">
      {duration(secondsBefore)} before {links === 1 ? 'a link' : `the first of ${counted(links, 'link')}`}{' '}
      changed its path. <Name name={sort} />: followed by such a change {followed} of {followed + notFollowed}{' '}
      times, not {notFollowed}.
    </p>
  )
}
