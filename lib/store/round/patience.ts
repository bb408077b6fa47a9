/** What was known may be carried on for this many intervals without a good look (DESIGN.md, "What is kept"). */
const patienceIntervals = 3

/** Is a hole between a good look and the next one too long to carry on what was known? */
export function isTooLong(lastGood: Date, slot: Date, intervalSeconds: number): boolean {
  return slot.getTime() - lastGood.getTime() > patienceIntervals * intervalSeconds * 1000
}

/** After another failed look: can the next one, an interval later, no longer come in time? */
export function isHopeless(
  lastGood: Date,
  slot: Date,
  intervalSeconds: number,
  failedRounds: number,
): boolean {
  const next = new Date(slot.getTime() + intervalSeconds * 1000)
  return failedRounds >= patienceIntervals || isTooLong(lastGood, next, intervalSeconds)
}
