import { duration } from '#lib/report/duration.ts'
import type { PodRow } from '#lib/report/podRow.ts'
import { predictedWords } from '#lib/report/predictedWords.ts'
import { MixBar } from '../path/MixBar.tsx'
import { PathWord } from '../path/PathWord.tsx'

/** Paths of a pod's links now; where they are not seen, what is said of them is marked as predicted, and old as old. */
export function PodMix({ row, now }: { row: PodRow; now: number }) {
  switch (row.seen) {
    case 'live':
    case 'late':
      return (
        <>
          {row.active > 0 ? (
            <span className="mix">
              <MixBar parts={row.links} />
              <span className="nw">
                {row.links.direct} of {row.active}
              </span>
            </span>
          ) : (
            <span className="dim">{quietWords(row)}</span>
          )}
          {row.seen === 'late' && row.seenAt !== null && (
            <span className="sub" title={row.why ?? ''}>
              late: {duration((now - row.seenAt) / 1000)} old
            </span>
          )}
        </>
      )
    case 'not_seen':
    case 'waiting':
      return (
        <>
          <span className="mix">
            <svg className="bar" role="img" aria-label="paths not seen">
              <rect className="f-unknown" width="100%" height="100%" />
            </svg>
            <span className="nw">?</span>
          </span>
          {predictedWords(row.expected) && <span className="sub">{predictedWords(row.expected)}</span>}
        </>
      )
    case 'gone':
      return <PathWord kind="offline">gone</PathWord>
  }
}

const quietWords = ({ links }: PodRow) =>
  links.no_answer > 0 ? `${links.no_answer} without answer` : 'no active link'
