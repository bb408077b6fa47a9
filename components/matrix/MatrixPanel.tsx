'use client'

import { useQueryStates } from 'nuqs'
import { Fragment } from 'react'
import { counted } from '#lib/report/counted.ts'
import { matrixVerdict, rowNoun } from '#lib/report/matrixVerdict.ts'
import type { MatrixView } from '#lib/report/matrixView.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { useTime } from '../live/useTime.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { State } from '../panel/State.tsx'
import { Verdict } from '../panel/Verdict.tsx'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'
import { CauseBlocks } from './CauseBlocks.tsx'
import { MatrixChoices } from './MatrixChoices.tsx'
import { MatrixGrid } from './MatrixGrid.tsx'
import { matrixParams } from './matrixParams.ts'
import './matrix.css'

/** Who reaches whom: the picture, and what its DERP links share. */
export function MatrixPanel({ params }: { params: Params }) {
  const answer = useView('matrix', params)
  const [{ sort }] = useQueryStates(matrixParams, { shallow: true })
  return (
    <Panel answer={answer} what="matrix" height={640}>
      {view => (
        <>
          <MatrixVerdict view={view} />
          <MatrixChoices view={view} sort={sort} />
          {view.rows.length === 0 ? <NoLinks view={view} /> : <MatrixGrid view={view} sort={sort} />}
          <Notes view={view} />
          <CauseBlocks view={view} />
        </>
      )}
    </Panel>
  )
}

function MatrixVerdict({ view }: { view: MatrixView }) {
  const { headline, reasons } = matrixVerdict(view)
  const { isLive } = useTime()
  return (
    <Verdict headline={headline}>
      {reasons.map(reason => (
        <Fragment key={reason}>
          <Name name={reason} />{' '}
        </Fragment>
      ))}
      {!isLive && (
        <>
          As it was at <Time at={view.at} now={view.asOf} zoned />, with the causes and NATs that were known
          then.
        </>
      )}
    </Verdict>
  )
}

function NoLinks({ view }: { view: MatrixView }) {
  const isNarrow = view.within.rows !== null || view.within.peers !== null
  return (
    <State
      kind="waiting"
      title={isNarrow ? 'Nothing here has a link at this moment' : 'No link has been seen yet'}
      actions={isNarrow && <KeptLink href="/matrix">Show the whole matrix</KeptLink>}
    >
      A link stands here as soon as a pod’s status has told of it. Who talks to whom needs exec or push.
    </State>
  )
}

function Notes({ view: { cut, without, by } }: { view: MatrixView }) {
  const noun = rowNoun(by)
  const notes = [
    without > 0 && `${counted(without, 'pod')} ${without === 1 ? 'has' : 'have'} no link at all.`,
    cut.rows > 0 &&
      `${counted(cut.rows, noun)} more ${cut.rows === 1 ? 'does' : 'do'} not fit: group them, or look into one line.`,
    cut.columns > 0 && `${counted(cut.columns, 'peer')} more ${cut.columns === 1 ? 'does' : 'do'} not fit.`,
  ].filter(note => note !== false)
  return notes.length > 0 && <p className="mx-note">{notes.join(' ')}</p>
}
