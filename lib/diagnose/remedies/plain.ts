/** A value as JSON and Kubernetes objects have it. */
export type Plain = null | boolean | number | string | Plain[] | PlainMap
export interface PlainMap {
  [key: string]: Plain
}

export const isMap = (value: unknown): value is PlainMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A foreign value cut down to plain ones: undefined fields and functions are left out. */
export function plain(value: unknown): Plain {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(
      ([, each]) => each !== undefined && typeof each !== 'function',
    )
    return Object.fromEntries(entries.map(([key, each]) => [key, plain(each)]))
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

export const plainMap = (value: unknown): PlainMap => {
  const map = plain(value)
  return isMap(map) ? map : {}
}

/** The value at a path of keys, undefined where a step is missing or is no map. */
export function at(value: Plain | undefined, ...path: string[]): Plain | undefined {
  return path.reduce<Plain | undefined>(
    (step, key) => (isMap(step) && Object.hasOwn(step, key) ? step[key] : undefined),
    value,
  )
}

export const textAt = (value: Plain | undefined, ...path: string[]): string | null => {
  const found = at(value, ...path)
  return typeof found === 'string' ? found : null
}

export const listAt = (value: Plain | undefined, ...path: string[]): Plain[] => {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}

/** Equal as values; the order of a map's keys does not count. */
export function isSame(left: Plain | undefined, right: Plain | undefined): boolean {
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((each, place) => isSame(each, right[place]))
  if (isMap(left) && isMap(right)) {
    const keys = Object.keys(left)
    return (
      keys.length === Object.keys(right).length &&
      keys.every(key => Object.hasOwn(right, key) && isSame(left[key], right[key]))
    )
  }
  return left === right
}
