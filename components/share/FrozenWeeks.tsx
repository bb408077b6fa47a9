import type { BlockOf } from '#lib/report/frozen.ts'
import type { IsoWeek } from '#lib/report/isoWeek.ts'
import { ShareBars } from '../review/ShareBars.tsx'

/** The three shares of a week against the seven before it. */
export function FrozenWeeks({ block }: { block: BlockOf<'weeks'> }) {
  return (
    <div className="frozen-shares doc">
      {block.shares.map(share => (
        <ShareBars
          key={share.title}
          share={{
            ...share,
            // lib/report/frozen.ts lets nothing else through.
            trend: share.trend.map(({ week, percents }) => ({ week: week as IsoWeek, percents })),
          }}
        />
      ))}
    </div>
  )
}
