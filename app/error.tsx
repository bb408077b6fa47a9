'use client'

import { State } from '#components/panel/State.tsx'
import { Verdict } from '#components/panel/Verdict.tsx'

export default function PageError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <>
      <Verdict headline="This page could not be drawn." />
      <State
        kind="critical"
        title="tailpath made a mistake"
        actions={
          <button type="button" className="btn" onClick={() => retry()}>
            Try again
          </button>
        }
      >
        The other pages stay. The log of the pages has the error (pages.log in the data folder).
      </State>
    </>
  )
}
