import { natWords } from '#lib/report/natWords.ts'
import type { PodNat } from '#lib/report/podRow.ts'
import type { Hardness } from '#lib/tailnet/finding.ts'
import './pods.css'

/** Where the gates stand on the line: L1 begins at 19, L2 at 38; each is 10 wide. */
const gates = [19, 38] as const

/**
 * A side's NAT as a line from the pod outwards: a tick where a layer is none, an open square that can be passed, a filled
 * one that breaks the line, a cross where UDP ends. The words beside it say the same.
 */
export function NatMini({ nat }: { nat: PodNat }) {
  const layers = [nat.l1, nat.l2]
  const firstHard = layers.indexOf('hard')
  const brokenFrom = nat.stop === 'pod' ? 9 : firstHard >= 0 ? gates[firstHard === 0 ? 0 : 1] : 100
  const firstUnknown = layers.indexOf('unknown')
  const unsureFrom = firstUnknown >= 0 ? gates[firstUnknown === 0 ? 0 : 1] : 100
  const end = nat.stop === 'edge' ? 57 : 100
  const line = (from: number, to: number) => (
    <path
      key={from}
      d={`M${from} 8H${to}`}
      className={from >= brokenFrom || from >= end ? 'way broken' : from > unsureFrom ? 'way unsure' : 'way'}
    />
  )
  const isEndBroken = brokenFrom < 100 || nat.stop !== null
  return (
    <span className="nat">
      <svg viewBox="0 0 66 16" aria-hidden="true">
        <circle cx="3.5" cy="8" r="2.5" fill="currentColor" />
        {nat.stop === 'pod' ? (
          <>
            <path d="M6 8H9" className="way" />
            <path d="M9 4.5l6 7M15 4.5l-6 7" className="stop" />
            {line(16, 19)}
          </>
        ) : (
          line(6, 19)
        )}
        <Gate x={gates[0]} hardness={nat.l1} isPassed={brokenFrom > gates[0]} />
        {line(29, 38)}
        <Gate x={gates[1]} hardness={nat.l2} isPassed={brokenFrom > gates[1]} />
        {nat.stop === 'edge' ? (
          <>
            {line(48, 50)}
            <path d="M51 4.5l6 7M57 4.5l-6 7" className="stop" />
            {line(58, 63)}
          </>
        ) : (
          line(48, 63)
        )}
        <path d="M61.5 4.5l4 3.5-4 3.5" className={isEndBroken ? 'tip broken-tip' : 'tip'} />
      </svg>
      <span className="s">{natWords(nat)}</span>
    </span>
  )
}

function Gate({ x, hardness, isPassed }: { x: number; hardness: Hardness; isPassed: boolean }) {
  const way = isPassed ? 'way' : 'way broken'
  switch (hardness) {
    case 'none':
      return (
        <>
          <path d={`M${x} 8H${x + 10}`} className={way} />
          <path d={`M${x + 5} 5v6`} className="tick" />
        </>
      )
    case 'easy':
      return (
        <>
          <rect x={x + 0.75} y="3.75" width="8.5" height="8.5" className="gate" />
          {isPassed && <path d={`M${x + 1} 8H${x + 9}`} className="way" />}
        </>
      )
    case 'hard':
      return <rect x={x} y="3" width="10" height="10" fill="currentColor" />
    case 'unknown':
      return <use href="#g-unknown" x={x} y="3" width="10" height="10" />
  }
}
