import type { Block, Frozen } from '#lib/report/frozen.ts'
import { Verdict } from '../panel/Verdict.tsx'
import { PathLegend } from '../path/PathLegend.tsx'
import { Name } from '../text/Name.tsx'
import { FrozenCauses } from './FrozenCauses.tsx'
import { FrozenEvents } from './FrozenEvents.tsx'
import { FrozenFacts } from './FrozenFacts.tsx'
import { FrozenLanes } from './FrozenLanes.tsx'
import { FrozenMatrix } from './FrozenMatrix.tsx'
import { FrozenRemedies } from './FrozenRemedies.tsx'
import { FrozenShares } from './FrozenShares.tsx'
import { FrozenTable } from './FrozenTable.tsx'
import { FrozenWeeks } from './FrozenWeeks.tsx'
import './share.css'

/** What a frozen view shows, from its data alone: no question is asked, no link leads out. */
export function FrozenView({ frozen }: { frozen: Frozen }) {
  const { headline, reasons, blocks, counts } = frozen
  return (
    <>
      <Verdict headline={<Name name={headline} />}>
        <Name name={reasons.join(' ')} />
      </Verdict>
      {counts.length > 0 && (
        <PathLegend entries={counts.map(({ kind, count }) => ({ kind, value: String(count) }))} />
      )}
      {blocks.map((block, index) => (
        <div className="cols" key={index}>
          <Shown block={block} frozen={frozen} />
        </div>
      ))}
    </>
  )
}

function Shown({ block, frozen }: { block: Block; frozen: Frozen }) {
  switch (block.block) {
    case 'shares':
      return <FrozenShares block={block} frozen={frozen} />
    case 'lanes':
      return block.lanes.length > 0 ? <FrozenLanes block={block} frozen={frozen} /> : null
    case 'events':
      return block.items.length > 0 ? <FrozenEvents block={block} frozen={frozen} /> : null
    case 'causes':
      return block.causes.length > 0 ? <FrozenCauses block={block} /> : null
    case 'remedies':
      return block.remedies.length > 0 ? <FrozenRemedies block={block} /> : null
    case 'facts':
      return block.facts.length > 0 ? <FrozenFacts block={block} /> : null
    case 'table':
      return block.rows.length > 0 ? <FrozenTable block={block} /> : null
    case 'matrix':
      return block.lines.length > 0 ? <FrozenMatrix block={block} /> : null
    case 'weeks':
      return <FrozenWeeks block={block} />
  }
}
