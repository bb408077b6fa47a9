import { isDeepStrictEqual } from 'node:util'
import { PatchProblem } from './jsonPatch.ts'
import { isMap, type Json, type JsonMap, ownValue, setKey } from './jsonValue.ts'

/**
 * Fields whose lists are merged, with the field that tells their items apart: `patchMergeKey` in kubernetes/api
 * (core/v1/types.go, apps/v1/types.go). All other lists are replaced. Ports are told apart by their number alone, so
 * 53/TCP and 53/UDP are one (kubernetes/kubernetes#39188).
 */
const mergeKeys: Record<string, string> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  volumes: 'name',
  env: 'name',
  imagePullSecrets: 'name',
  resourceClaims: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  hostAliases: 'ip',
  podIPs: 'ip',
  topologySpreadConstraints: 'topologyKey',
  conditions: 'type',
  addresses: 'type',
  ownerReferences: 'uid',
}

/** Lists of plain values that are merged as sets. */
const sets = new Set(['finalizers', 'podCIDRs'])

/** Kubernetes' strategic merge patch of an object of a built-in kind (apimachinery, pkg/util/strategicpatch). */
export function strategicMerge(kind: string, target: Json, patch: Json): Json {
  if (!isMap(target) || !isMap(patch)) throw new PatchProblem('a strategic merge patch is a map')
  const portKey = kind === 'Service' ? 'port' : 'containerPort'
  return mergeMap(target, patch, { ...mergeKeys, ports: portKey })
}

type Keys = Record<string, string>

function mergeMap(target: JsonMap, patch: JsonMap, keys: Keys): JsonMap {
  const { $patch: directive, $retainKeys: retained, ...fields } = patch
  if (directive === 'replace') return merged({}, fields, keys)
  if (directive === 'delete') return {}
  const result = merged(target, fields, keys)
  if (!Array.isArray(retained)) return result
  return Object.fromEntries(Object.entries(result).filter(([key]) => retained.includes(key)))
}

function merged(target: JsonMap, fields: JsonMap, keys: Keys): JsonMap {
  const result: JsonMap = { ...target }
  for (const [field, value] of Object.entries(fields)) {
    const [, gone] = /^\$deleteFromPrimitiveList\/(.+)$/.exec(field) ?? []
    if (gone !== undefined) dropValues(result, gone, value)
    // The order of items means nothing to whoever reads the object here.
    else if (field.startsWith('$setElementOrder/')) continue
    else if (value === null) delete result[field]
    else setKey(result, field, mergeField(field, ownValue(result, field), value, keys))
  }
  return result
}

function dropValues(result: JsonMap, field: string, gone: Json): void {
  const list = ownValue(result, field)
  if (!Array.isArray(list) || !Array.isArray(gone)) return
  setKey(
    result,
    field,
    list.filter(value => !gone.includes(value)),
  )
}

function mergeField(field: string, before: Json | undefined, value: Json, keys: Keys): Json {
  if (isMap(value)) return mergeMap(isMap(before) ? before : {}, value, keys)
  if (!Array.isArray(value)) return value
  const list = Array.isArray(before) ? before : []
  const key = Object.hasOwn(keys, field) ? keys[field] : undefined
  if (key !== undefined) return mergeList(field, list, value, key, keys)
  return sets.has(field) ? [...list, ...value.filter(one => !list.includes(one))] : value
}

function mergeList(field: string, before: Json[], patch: Json[], key: string, keys: Keys): Json[] {
  const items = patch.map(item => {
    if (isMap(item)) return item
    throw new PatchProblem(`an item of ${field} is a map`)
  })
  const replaces = items.some(item => item.$patch === 'replace')
  const result: Json[] = replaces ? [] : [...before]
  for (const item of items.filter(one => one.$patch !== 'replace')) {
    const id = ownValue(item, key)
    if (id === undefined) {
      throw new PatchProblem(`map: ${JSON.stringify(item)} does not contain declared merge key: ${key}`)
    }
    const index = result.findIndex(one => isMap(one) && isDeepStrictEqual(ownValue(one, key), id))
    const found = result[index]
    if (item.$patch === 'delete') {
      if (index >= 0) result.splice(index, 1)
    } else if (isMap(found)) result[index] = mergeMap(found, item, keys)
    else result.push(mergeMap({}, item, keys))
  }
  return result
}
