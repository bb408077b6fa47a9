/** An event on the time axis. */
export interface Flag {
  at: number
  /** The number beside it in the list. */
  no: number
}

export interface MergedFlag {
  at: number
  label: string
}

/** Events that have a number stand on the axis; the others are only listed. */
export function flagsOf(items: { at: number; no: number | null }[]): Flag[] {
  return items.flatMap(({ at, no }) => (no === null ? [] : [{ at, no }]))
}

/** Flags nearer than `nearMs` share one: "2 to 4". */
export function mergeFlags(flags: Flag[], nearMs: number): MergedFlag[] {
  const groups: Flag[][] = []
  for (const flag of [...flags].sort((a, b) => a.at - b.at)) {
    const last = groups.at(-1)
    const previous = last?.at(-1)
    if (last && previous && flag.at - previous.at < nearMs) last.push(flag)
    else groups.push([flag])
  }
  return groups.flatMap(group => {
    const first = group[0]
    const last = group.at(-1)
    if (!first || !last) return []
    const middle = (first.at + last.at) / 2
    return [{ at: group.length === 1 ? first.at : middle, label: label(first.no, last.no) }]
  })
}

const label = (first: number, last: number) =>
  first === last ? String(first) : `${Math.min(first, last)}–${Math.max(first, last)}`
