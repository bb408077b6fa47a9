const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const

/** A span of seconds in its largest whole unit, cut and never rounded up: "39 min", "6 d", "0 s". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [unit, size] = units.find(([, size]) => whole >= size) ?? ['s', 1]
  return `${Math.floor(whole / size)} ${unit}`
}

/** As `duration`, with a second unit below days where it says more: "4 d 13 h", "1 h 20 min". */
export function durationInTwo(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const index = units.findIndex(([, size]) => whole >= size)
  const first = units[index]
  const second = units[index + 1]
  if (!first || !second) return duration(whole)
  const rest = Math.floor((whole % first[1]) / second[1])
  const head = `${Math.floor(whole / first[1])} ${first[0]}`
  return rest === 0 || first[0] === 'min' ? head : `${head} ${rest} ${second[0]}`
}

/** "8 s ago", or "never" for what has not happened. */
export function agoWords(at: number | null, now: number): string {
  return at === null ? 'never' : `${duration((now - at) / 1000)} ago`
}
