'use client'

import type { KeyboardEvent } from 'react'
import { pathName } from '#lib/report/pathWords.ts'
import { seenFrom } from '#lib/report/seenFrom.ts'
import type { PeerView } from '#lib/report/targetView.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { PathGlyph } from '../path/PathGlyph.tsx'
import { Name } from '../text/Name.tsx'
import '../control/control.css'
import './target.css'

interface Props {
  peers: PeerView[]
  chosen: PeerView
  /** Of the page, without a peer. */
  href: string
  panelId: string
  choose: (peer: PeerView) => void
}

/** Which key leads where among so many tabs; null for a key that is not ours. */
function placeOf(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count
    case 'ArrowLeft':
      return (at + count - 1) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

/** A tab for each peer, with the sign of its path. Arrows move between them; without scripts they are links. */
export function PeerTabs({ peers, chosen, href, panelId, choose }: Props) {
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const place = placeOf(event.key, peers.indexOf(chosen), peers.length)
    const next = place === null ? undefined : peers[place]
    if (!next) return
    event.preventDefault()
    choose(next)
    const tabs = event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')
    tabs[place ?? 0]?.focus()
  }
  return (
    <div className="tabs" role="tablist" aria-label="Peer" onKeyDown={onKey} tabIndex={-1}>
      <div className="seg" role="presentation">
        {peers.map(peer => {
          const isChosen = peer === chosen
          return (
            <KeptLink
              key={peer.key}
              id={`tab ${peer.word}`}
              role="tab"
              href={`${href}?peer=${encodeURIComponent(peer.word)}`}
              aria-selected={isChosen}
              aria-controls={panelId}
              aria-current={isChosen}
              tabIndex={isChosen ? 0 : -1}
              scroll={false}
              replace
              onClick={event => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return
                event.preventDefault()
                choose(peer)
              }}
            >
              <PathGlyph kind={peer.kind} />
              <span className="sr">{peer.since === null ? 'not measured' : pathName[peer.kind]}: </span>
              <Name name={seenFrom(peer)} />
            </KeptLink>
          )
        })}
      </div>
    </div>
  )
}
