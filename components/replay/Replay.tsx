'use client'

import { useIsFetching } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useEffect, useRef, useState } from 'react'
import { dayClock } from '#lib/report/clock.ts'
import { momentOf } from '#lib/report/range.ts'
import { useNow } from '../live/useNow.ts'
import { useTime } from '../live/useTime.ts'
import { useView } from '../live/useView.ts'
import { Time } from '../text/Time.tsx'
import { zoneName } from '../text/zoneName.ts'
import { ReplayHoles } from './ReplayHoles.tsx'
import { replayParams } from './replayParams.ts'
import { useReducedMotion } from './useReducedMotion.ts'
import '../control/control.css'
import './replay.css'

interface Props {
  /** The server's time as the page was made. */
  asOf: number
}

const minute = 60_000
/** How finely the slider stops, and how far one step of the play goes. */
const reaches = {
  '24h': { title: '24 h', ms: 1_440 * minute, step: minute, stride: 15 * minute },
  '7d': { title: '7 d', ms: 7 * 1_440 * minute, step: 10 * minute, stride: 120 * minute },
} as const

/** A thumb that is dragged asks for a picture once it rests so long. */
const restMs = 120
const playMs = 700

const iso = (at: number) => new Date(at).toISOString().replace(/:\d{2}\.\d{3}Z$/, 'Z')

/** A slider over the last day or week: every panel of the page shows the moment under its thumb, as it was known then. */
export function Replay({ asOf }: Props) {
  const [{ at, replay }, set] = useQueryStates(replayParams, {
    shallow: true,
    history: 'replace',
    scroll: false,
  })
  const { zone } = useTime()
  const { view } = useView('standing', {}, { always: true })
  const now = useNow(view?.asOf ?? asOf)
  const reach = reaches[replay ?? '24h']
  const end = Math.floor(now / reach.step) * reach.step
  const start = end - reach.ms
  const moment = (at === null ? null : momentOf(at)?.getTime()) ?? null
  const [thumb, setThumb] = useState<number | null>(null)
  const [isPlaying, setPlaying] = useState(false)
  const isCalm = useReducedMotion()
  const pending = useIsFetching({ predicate: query => !query.queryKey.includes('standing') })
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  const shown = Math.min(Math.max(thumb ?? moment ?? end, start), end)

  const show = (next: number) => {
    clearTimeout(rest.current)
    setThumb(next)
    rest.current = setTimeout(() => {
      setThumb(null)
      // The first move is an entry of its own: Back leads out of the replay.
      void set({ at: iso(next) }, { history: at === null ? 'push' : 'replace' })
    }, restMs)
  }
  useEffect(() => () => clearTimeout(rest.current), [])

  const goOn = () => {
    const next = shown + reach.stride
    if (next >= end) setPlaying(false)
    show(Math.min(next, end))
  }
  useEffect(() => {
    // A picture that has not come yet is waited for, so that each is seen.
    if (!isPlaying || pending > 0) return
    const timer = setTimeout(goOn, playMs)
    return () => clearTimeout(timer)
  })

  const leave = () => {
    clearTimeout(rest.current)
    setThumb(null)
    setPlaying(false)
    void set({ at: null, replay: null }, { shallow: false, history: 'push' })
  }

  if (replay === null && at === null) {
    return (
      <div className="replay closed">
        <button type="button" className="btn" onClick={() => set({ replay: '24h' })}>
          Replay
        </button>
        <span className="faint t12">See this page as it was at any moment of the last 24 h or 7 d.</span>
      </div>
    )
  }
  const text = `${dayClock(shown, zone)} ${zoneName(zone)}`
  return (
    <section className="replay" aria-label="Replay">
      <div className="replay-head">
        {isCalm ? (
          <button type="button" className="btn" onClick={goOn} disabled={shown >= end}>
            Next step
          </button>
        ) : (
          <button
            type="button"
            className="btn"
            aria-pressed={isPlaying}
            onClick={() => {
              // From the end there is nothing to play: it begins anew.
              if (!isPlaying && shown >= end) show(start)
              setPlaying(!isPlaying)
            }}
          >
            {isPlaying ? 'Pause' : 'Play'}
          </button>
        )}
        <fieldset className="seg" aria-label="Replay over">
          {(Object.keys(reaches) as (keyof typeof reaches)[]).map(each => (
            <button
              type="button"
              key={each}
              aria-pressed={(replay ?? '24h') === each}
              onClick={() => set({ replay: each })}
            >
              {reaches[each].title}
            </button>
          ))}
        </fieldset>
        <span role="status">
          {at === null ? (
            <>Replay: drag to a moment. The page shows now.</>
          ) : (
            <>
              <b>Replay:</b> the picture of <Time at={shown} now={now} zoned />
            </>
          )}
        </span>
        <span className="grow" />
        <button type="button" className="btn" onClick={leave}>
          Leave replay
        </button>
      </div>
      <div className="replay-track">
        <ReplayHoles
          from={start}
          to={end}
          at={at === null ? null : shown}
          reach={replay ?? '24h'}
          keptSince={view?.keptSince ?? null}
        />
        <input
          type="range"
          aria-label="Moment"
          aria-valuetext={text}
          min={start}
          max={end}
          step={reach.step}
          value={shown}
          onChange={event => {
            setPlaying(false)
            show(Number(event.currentTarget.value))
          }}
        />
        <div className="replay-ends faint t12" aria-hidden="true">
          <span>{dayClock(start, zone)}</span>
          <span className="num">{text}</span>
          <span>now</span>
        </div>
      </div>
    </section>
  )
}
