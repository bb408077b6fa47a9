import { counted } from '#lib/report/counted.ts'
import type { RoundsBar } from '#lib/report/sourcesView.ts'
import './overview.css'

/** Rounds over time: a full bar where they were good, a short one where any failed, none where there was none. */
export function RoundsBars({ bars, name }: { bars: RoundsBar[]; name: string }) {
  const failed = bars.reduce((sum, bar) => sum + bar.failed, 0)
  const ok = bars.reduce((sum, bar) => sum + bar.ok, 0)
  const step = 100 / Math.max(1, bars.length)
  const percent = (value: number) => `${value.toFixed(2)}%`
  return (
    <svg
      className="rounds"
      role="img"
      aria-label={`${name}: ${counted(ok, 'good round')}, ${counted(failed, 'failed round')}`}
    >
      {bars.map((bar, index) => {
        if (bar.ok + bar.failed === 0) return null
        const isShort = bar.failed > 0
        return (
          <rect
            key={bar.at}
            className={isShort ? 'failed' : 'ok'}
            x={percent(index * step)}
            width={percent(step * 0.62)}
            y={isShort ? 7 : 0}
            height={isShort ? 3 : 10}
          />
        )
      })}
    </svg>
  )
}
