import { bytes } from './bytes.ts'
import { counted, listed } from './counted.ts'
import type { FixesView } from './fixesView.ts'

/** What was mended for good, and what to mend next. */
export function fixesVerdict({ next, rows, counts }: FixesView): { headline: string; reason: string } {
  const [first] = next
  const links = first ? first.direct + first.peerRelay : 0
  const step = first
    ? `Next: ${first.title} for ${listed(first.targets.map(({ name }) => name))}; ${counted(links, 'link')} would leave DERP${first.bytesWeek > 0 ? `, ${bytes(first.bytesWeek)} a week` : ''} (predicted).`
    : 'No change that tailpath knows would take a link off DERP now.'
  if (rows.length === 0) return { headline: 'No fix has been applied yet.', reason: step }
  const parts = [
    counts.proven > 0 && `${counts.proven} proven`,
    counts.came_back > 0 && `${counts.came_back} came back`,
    counts.not_proven > 0 && `${counts.not_proven} not proven yet`,
    counts.no_effect > 0 && `${counts.no_effect} without effect`,
  ].filter(part => part !== false)
  return { headline: `${counted(rows.length, 'fix', 'fixes')}: ${parts.join(', ')}.`, reason: step }
}
