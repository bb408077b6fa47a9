import { isMap, type Json, type JsonMap, ownValue, setKey } from './jsonValue.ts'

/** RFC 7386: null removes, a map merges, anything else replaces. */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isMap(patch)) return patch
  const merged: JsonMap = isMap(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key]
    else setKey(merged, key, mergePatch(ownValue(merged, key), value))
  }
  return merged
}
