import { isMap, isSame, type Plain, type PlainMap } from './plain.ts'

/** The three ways `kubectl patch` changes an object. */
export type Patch = { type: 'strategic' | 'merge'; body: PlainMap } | { type: 'json'; body: JsonOperation[] }

/** RFC 6902, as far as remedies use it. */
export type JsonOperation =
  | { op: 'test' | 'add' | 'replace'; path: string; value: Plain }
  | { op: 'remove'; path: string }

/** What the object looks like afterwards. Throws where a JSON patch does not fit: that would be our own mistake. */
export function applyPatch(object: PlainMap, patch: Patch): PlainMap {
  if (patch.type === 'json') {
    const after = patch.body.reduce<Plain>((value, operation) => operate(value, operation), object)
    return isMap(after) ? after : {}
  }
  const after = merge(object, patch.body, patch.type === 'strategic')
  return isMap(after) ? after : {}
}

/** Lists that a strategic merge joins by a key (k8s.io/api/core/v1 `patchMergeKey`); all others are replaced whole. */
const mergeKeys: Record<string, string> = {
  containers: 'name',
  initContainers: 'name',
  env: 'name',
  ports: 'containerPort',
}

/** RFC 7386, and with `strategic` the lists above and `$patch: delete`. */
function merge(value: Plain | undefined, patch: Plain, strategic: boolean): Plain {
  if (!isMap(patch)) return patch
  const merged: PlainMap = isMap(value) ? { ...value } : {}
  for (const [key, change] of Object.entries(patch)) {
    const mergeKey = strategic ? mergeKeys[key] : undefined
    if (change === null) delete merged[key]
    else if (mergeKey && Array.isArray(change)) merged[key] = mergeList(merged[key], change, mergeKey)
    else merged[key] = merge(merged[key], change, strategic)
  }
  return merged
}

function mergeList(value: Plain | undefined, changes: Plain[], key: string): Plain[] {
  const list = Array.isArray(value) ? [...value] : []
  for (const change of changes) {
    if (!isMap(change)) continue
    const place = list.findIndex(item => isMap(item) && isSame(item[key], change[key]))
    if (change.$patch === 'delete') {
      if (place >= 0) list.splice(place, 1)
    } else if (place >= 0) list[place] = merge(list[place], change, true)
    else list.push(merge(undefined, change, true))
  }
  return list
}

function operate(value: Plain, operation: JsonOperation): Plain {
  const keys = operation.path.split('/').slice(1).map(unescaped)
  return change(value, keys, operation)
}

/** RFC 6901 §4. */
const unescaped = (key: string) => key.replaceAll('~1', '/').replaceAll('~0', '~')

function change(value: Plain | undefined, keys: string[], operation: JsonOperation): Plain {
  const [key, ...rest] = keys
  const misfit = new Error(`patch does not fit: ${operation.op} ${operation.path}`)
  if (key === undefined || (!isMap(value) && !Array.isArray(value))) throw misfit
  const last = rest.length === 0
  if (Array.isArray(value)) {
    const list = [...value]
    const place = key === '-' ? list.length : Number(key)
    if (!last) list[place] = change(list[place], rest, operation)
    else if (operation.op === 'add') list.splice(place, 0, operation.value)
    else if (!(place in list)) throw misfit
    else if (operation.op === 'remove') list.splice(place, 1)
    else if (operation.op === 'replace') list[place] = operation.value
    else if (!isSame(list[place], operation.value)) throw misfit
    return list
  }
  const map = { ...value }
  if (!last) map[key] = change(map[key], rest, operation)
  else if (operation.op === 'add') map[key] = operation.value
  else if (!Object.hasOwn(map, key)) throw misfit
  else if (operation.op === 'remove') delete map[key]
  else if (operation.op === 'replace') map[key] = operation.value
  else if (!isSame(map[key], operation.value)) throw misfit
  return map
}
