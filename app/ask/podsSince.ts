import type { TimeWindow } from '#lib/tailnet/history.ts'

/** What an answer was made of: which database, how far it had come, and when all of it was last told. */
interface Since {
  born: string
  mark: string
  wholeAt: number
}

export const sinceWord = ({ born, mark, wholeAt }: Since) => `${born}-${mark}-${wholeAt}`

const isNumber = (text: string) => /^\d{1,15}$/.test(text)

/** Transactions are numbered so far at most. */
const highest = 2n ** 63n - 1n

/** A snapshot as Postgres writes it: the first transaction that ran, the first that had not begun, and those that ran. */
function isMark(mark: string): boolean {
  const found = /^(\d{1,19}):(\d{1,19}):(\d{1,19}(?:,\d{1,19})*)?$/.exec(mark)
  if (!found) return false
  const [first, next] = [BigInt(found[1] ?? 0), BigInt(found[2] ?? 0)]
  const running = (found[3]?.split(',') ?? []).map(BigInt)
  const isInOrder = running.every((each, index) => index === 0 || each > (running[index - 1] ?? 0n))
  return (
    first > 0n &&
    first <= next &&
    next <= highest &&
    isInOrder &&
    running.every(each => each >= first && each < next)
  )
}

/** Rows hold what is not written for each of them: names of regions, latencies that the API tells, how late they are. */
const longestMs = 15 * 60_000

/**
 * From where a live page wants changes; null where it wants, or needs, all. What nobody writes moves too: the hours shown
 * move on, by one bar of a row's picture at most before all is told anew.
 */
export function sinceOf(
  word: string | undefined,
  { window, now, slices }: { window: TimeWindow; now: Date; slices: number },
): Since | null {
  const [born = '', mark = '', moment = '', ...more] = word?.split('-') ?? []
  if (more.length > 0 || !isNumber(born) || !isMark(mark) || !isNumber(moment)) return null
  const wholeAt = Number(moment)
  const barMs = (window.to.getTime() - window.from.getTime()) / slices
  const age = now.getTime() - wholeAt
  return age >= 0 && age < Math.min(barMs, longestMs) ? { born, mark, wholeAt } : null
}
