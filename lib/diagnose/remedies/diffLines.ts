import type { PatchLine } from '#lib/tailnet/finding.ts'
import { isMap, isSame, type Plain, type PlainMap } from './plain.ts'
import { yamlLines, yamlScalar } from './toYaml.ts'

/**
 * What a patch changes, as a YAML excerpt: changed lines with + and -, and of the rest only the keys that lead to
 * them and the names of list items. Neighbours are never shown: they may hold keys to the tailnet.
 */
export function diffLines(before: PlainMap, after: PlainMap): PatchLine[] {
  return mapDiff(before, after)
}

const lines = (sign: PatchLine['sign'], value: Plain): PatchLine[] =>
  yamlLines(value).map(text => ({ sign, text }))
const indented = (patchLines: PatchLine[], by: string): PatchLine[] =>
  patchLines.map(({ sign, text }) => ({ sign, text: by + text }))

function mapDiff(before: PlainMap, after: PlainMap): PatchLine[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap(key => {
    const [old, fresh] = [before[key], after[key]]
    if (isSame(old, fresh)) return []
    if (isMap(old) && isMap(fresh) && Object.keys(old).length > 0 && Object.keys(fresh).length > 0)
      return [head(key), ...indented(mapDiff(old, fresh), '  ')]
    if (Array.isArray(old) && Array.isArray(fresh) && old.length > 0 && fresh.length > 0)
      return [head(key), ...listDiff(old, fresh)]
    return [
      ...(old === undefined ? [] : lines('-', { [key]: old })),
      ...(fresh === undefined ? [] : lines('+', { [key]: fresh })),
    ]
  })
}

const head = (key: string): PatchLine => ({ sign: ' ', text: `${yamlScalar(key)}:` })

/** What tells an item of a list from its neighbours. */
function identity(item: Plain): string | null {
  if (!isMap(item)) return null
  const key = ['name', 'containerPort'].find(each => item[each] !== undefined)
  return key ? `${key}: ${yamlScalar(item[key] ?? null)}` : null
}

function listDiff(before: Plain[], after: Plain[]): PatchLine[] {
  const gone = before.filter(old => !after.some(fresh => isSame(fresh, old) || isTwin(fresh, old)))
  const changed = after.flatMap(fresh => {
    if (before.some(old => isSame(old, fresh))) return []
    const old = before.find(each => isTwin(each, fresh))
    const name = identity(fresh)
    if (isMap(old) && isMap(fresh) && name !== null)
      return [{ sign: ' ' as const, text: `- ${name}` }, ...indented(mapDiff(old, fresh), '  ')]
    return lines('+', [fresh])
  })
  return [...gone.flatMap(old => lines('-', [old])), ...changed]
}

const isTwin = (left: Plain, right: Plain) => identity(left) !== null && identity(left) === identity(right)
