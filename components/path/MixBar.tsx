import { pathName } from '#lib/report/pathWords.ts'
import type { ByTraffic } from '#lib/tailnet/history.ts'
import { trafficKinds } from '#lib/tailnet/path.ts'
import './path.css'
import { pathClass } from './pathClass.ts'

const part = (value: number, whole: number) => `${((value / whole) * 100).toFixed(2)}%`

/** One whole in its three paths: direct, relay, DERP from left to right. Nothing to divide draws an empty frame. */
export function MixBar({ parts, label }: { parts: ByTraffic; label?: string }) {
  const whole = trafficKinds.reduce((sum, kind) => sum + parts[kind], 0)
  const words = trafficKinds.map(kind => `${parts[kind]} ${pathName[kind]}`).join(', ')
  if (!(whole > 0)) {
    return (
      <svg className="bar" role="img" aria-label={label ?? 'no active link'}>
        <rect className="f-idle" x="0.5" y="0.5" width="100%" height="9" />
      </svg>
    )
  }
  let from = 0
  return (
    <svg className="bar" role="img" aria-label={label ?? words}>
      {trafficKinds.map(kind => {
        const start = from
        from += parts[kind]
        if (parts[kind] <= 0) return null
        return (
          <g key={kind}>
            <rect
              className={`f-${pathClass[kind]}`}
              x={part(start, whole)}
              width={part(parts[kind], whole)}
              height="100%"
            />
            {start > 0 && (
              <rect x={part(start, whole)} width="1.5" height="100%" style={{ fill: 'var(--surface)' }} />
            )}
          </g>
        )
      })}
    </svg>
  )
}
