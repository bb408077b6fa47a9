'use client'

import type { ReactNode } from 'react'
import type { Answer } from '../live/answer.ts'
import { Time } from '../text/Time.tsx'
import { Mark } from './Mark.tsx'
import { Skeleton } from './Skeleton.tsx'
import { State } from './State.tsx'

interface Props<V> {
  answer: Answer<V>
  /** What could not be shown, for the sentence of a failure: "causes". */
  what: string
  /** Of its content, in pixels: nothing jumps when it comes. */
  height: number
  children: (view: V) => ReactNode
}

/** The answer of one question: its content, or why there is none. Others stay as they are. */
export function Panel<V extends { asOf: number }>({ answer, what, height, children }: Props<V>) {
  const { view, failure } = answer
  if (!view && !failure) return <Skeleton height={height} />
  if (!view) {
    return (
      <State
        kind={failure?.code === 'not_found' ? 'waiting' : 'critical'}
        title={`No ${what}: ${lower(failure?.why)}`}
      >
        {failure?.todo}
      </State>
    )
  }
  return (
    <>
      {failure && (
        <p className="aged" role="status">
          <Mark level="warning" />
          <span>
            As of <Time at={view.asOf} now={view.asOf} seconds zoned />. {failure.why} It is asked again by
            itself.
          </span>
        </p>
      )}
      {children(view)}
    </>
  )
}

const lower = (sentence = '') => sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '')
