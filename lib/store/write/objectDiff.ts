import type { PatchLine } from '#lib/tailnet/finding.ts'

/** More lines than this are not read beside a chart. */
const mostLines = 40

/** Every leaf of a value with its place, as "spec.ports[0].port: 80". */
function leaves(value: unknown, place = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[place, JSON.stringify(value) ?? 'null']])
  const entries = Array.isArray(value)
    ? value.map((each, index) => leaves(each, `${place}[${index}]`))
    : Object.entries(value).map(([key, each]) => leaves(each, place === '' ? key : `${place}.${key}`))
  return new Map(entries.flatMap(each => [...each]))
}

/** What two values of an object differ in, line by line in the order of places. */
export function objectDiff(before: unknown, after: unknown): PatchLine[] {
  const [old, now] = [leaves(before ?? {}), leaves(after ?? {})]
  const lines = [...new Set([...old.keys(), ...now.keys()])].flatMap((place): PatchLine[] => {
    const [was, is] = [old.get(place), now.get(place)]
    if (was === is) return []
    return [
      ...(was === undefined ? [] : [{ sign: '-' as const, text: `${place}: ${was}` }]),
      ...(is === undefined ? [] : [{ sign: '+' as const, text: `${place}: ${is}` }]),
    ]
  })
  if (lines.length <= mostLines) return lines
  return [...lines.slice(0, mostLines), { sign: ' ', text: `and ${lines.length - mostLines} lines more` }]
}
