import { momentOf } from '#lib/report/range.ts'

/** What diagnosis said is kept so long (lib/store/retention.ts, `pastSeconds`). */
const pastDays = 14
/** Looks that were under way at the end of a range come in so long after it: a status look and its writing. */
const settleMs = 90_000

/** Pages whose answers have no history, or a part of them. */
const ofNow: [RegExp, string][] = [
  [/^\/fixes/, 'Fixes and what to do next are shown as they are known now.'],
  [/^\/search/, 'A search finds what is known now.'],
  [/^\/clusters\/./, 'What the cluster is made of, and its rights, are shown as they are known now.'],
  [/^\/pods\/./, 'Its fixes, checks and who stands behind it are shown as they are known now.'],
]

/** Sentences for a page that stands at a moment in the past; none where all of it is told as it was known then. */
export function pastNotes({
  pathname,
  to,
  now,
}: {
  pathname: string
  to: string | null
  now: number
}): string[] {
  const end = to === null ? null : (momentOf(to)?.getTime() ?? null)
  if (end === null) return []
  const isLong = now - end > pastDays * 86_400_000
  const isFresh = now - end < settleMs
  return [
    ...ofNow.filter(([page]) => page.test(pathname)).map(([, note]) => note),
    ...(isLong
      ? [
          `What diagnosis said is kept for ${pastDays} days: NAT, remedies and what a link was expected to do are not known for this moment; paths and causes are.`,
        ]
      : []),
    ...(isFresh
      ? ['This range ended less than 90 s ago: looks that were under way may still add to its last minutes.']
      : []),
  ]
}
