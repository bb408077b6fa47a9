'use client'

import { useView } from '../live/useView.ts'
import { Time } from '../text/Time.tsx'
import { Keys } from './Keys.tsx'
import './shell.css'

export function Foot({ version }: { version: string }) {
  const { view } = useView('standing', {}, { always: true })
  return (
    <footer className="foot">
      {view && (
        <>
          <span>
            {view.links.active} of {view.links.seen} seen links active
          </span>
          <span>
            {view.lastRoundAt === null ? (
              'No round yet'
            ) : (
              <>
                Last round <Time at={view.lastRoundAt} now={view.asOf} seconds zoned />, {view.judged} of{' '}
                {view.targets} pods judged
              </>
            )}
          </span>
        </>
      )}
      <span className="grow" />
      <Keys />
      <span>tailpath {version}</span>
    </footer>
  )
}
