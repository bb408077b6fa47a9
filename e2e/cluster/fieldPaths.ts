/** Set by the server with every write, or with every write of a DaemonSet's template. */
const bookkeeping =
  /^\/metadata\/(managedFields|generation|resourceVersion|annotations\/deprecated\.daemonset\.template\.generation)/

/** The fields at which two objects differ. */
export function differences(before: unknown, after: unknown): string[] {
  const [old, young] = [leaves(before), leaves(after)]
  return [...new Set([...old.keys(), ...young.keys()])]
    .filter(path => old.get(path) !== young.get(path) && !bookkeeping.test(path))
    .sort()
}

/** The fields that a patch names, with their values as JSON; null for what it takes away. */
export function namedBy(body: unknown, before: unknown): ReadonlyMap<string, string | null> {
  if (!Array.isArray(body)) return mergedFields(body)
  const operations = body as { op: string; path: string; value?: unknown }[]
  return new Map(
    operations
      .filter(({ op }) => op !== 'test')
      .flatMap(({ op, path, value }): [string, string | null][] => {
        const place = pathIn(before, path, value)
        return op === 'remove' ? [[place, null]] : [...leaves(value, place)]
      }),
  )
}

/** `null` takes a field away, and `$patch: delete` the item that it stands in. */
function mergedFields(body: unknown): Map<string, string | null> {
  const all = [...leaves(body)]
  const gone = all.flatMap(([path]) => (path.endsWith('/$patch') ? [path.slice(0, -'/$patch'.length)] : []))
  return new Map([
    ...all
      .filter(([path]) => !gone.some(item => path.startsWith(`${item}/`)))
      .map(([path, text]): [string, string | null] => [path, text === 'null' ? null : text]),
    ...gone.map((item): [string, null] => [item, null]),
  ])
}

/** A pointer (RFC 6901) with the items of lists by their names; `-` is the item that is added. */
function pathIn(object: unknown, pointer: string, added: unknown): string {
  let value = object
  let path = ''
  for (const key of pointer.split('/').slice(1)) {
    const list = Array.isArray(value) ? value : null
    const item =
      list && key === '-' ? added : (value as Record<string, unknown> | undefined)?.[unescaped(key)]
    path += `/${(list && keyOf(item)) ?? (list && key === '-' ? list.length : key)}`
    value = item
  }
  return path
}

/** RFC 6901 §4. */
const unescaped = (key: string) => key.replaceAll('~1', '/').replaceAll('~0', '~')

/** Values as JSON by their paths; items of a list of objects by their name, or else by their place. */
export function leaves(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[path, JSON.stringify(value) ?? '']])
  const entries = Array.isArray(value)
    ? value.map((item, place) => [keyIn(value, place) ?? String(place), item] as const)
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => [key.replaceAll('~', '~0').replaceAll('/', '~1'), item] as const)
  if (entries.length === 0) return new Map([[path, JSON.stringify(value)]])
  return new Map(entries.flatMap(([key, item]) => [...leaves(item, `${path}/${key}`)]))
}

/** Two ports may share a number: the second is told from the first by how many came before. */
function keyIn(list: readonly unknown[], place: number): string | null {
  const key = keyOf(list[place])
  const before = list.slice(0, place).filter(each => keyOf(each) === key).length
  return key !== null && before > 0 ? `${key}#${before}` : key
}

/** What a strategic merge joins lists by; a port may have a name, but need not. */
function keyOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null) return null
  if ('containerPort' in item) return `[${item.containerPort}]`
  return 'name' in item && typeof item.name === 'string' ? `[${item.name}]` : null
}

/** Does a changed field lie at or under one that the patch names? One that goes takes its empty parent with it. */
export function isNamed(changed: string, named: readonly string[]): boolean {
  return named.some(
    name => changed === name || changed.startsWith(`${name}/`) || name.startsWith(`${changed}/`),
  )
}
