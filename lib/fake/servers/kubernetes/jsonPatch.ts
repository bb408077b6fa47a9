import { isDeepStrictEqual } from 'node:util'
import { isMap, type Json, ownValue, setKey } from './jsonValue.ts'

/** Why a patch cannot be applied, in words. */
export class PatchProblem extends Error {}

/** RFC 6902. Throws PatchProblem where an operation does not fit the document. */
export function jsonPatch(document: Json, patch: Json): Json {
  if (!Array.isArray(patch)) throw new PatchProblem('a JSON patch is a list of operations')
  return patch.reduce<Json>((result, operation) => apply(result, operation), structuredClone(document))
}

function apply(document: Json, operation: Json): Json {
  if (!isMap(operation)) throw new PatchProblem('an operation of a JSON patch is a map')
  const { op, value } = operation
  const path = pointer(operation.path)
  switch (op) {
    case 'add':
      return add(document, path, given(value))
    case 'remove':
      return remove(document, path)
    case 'replace':
      return path.length === 0 ? given(value) : add(remove(document, path), path, given(value))
    case 'move': {
      const from = pointer(operation.from)
      const moved = at(document, from)
      return add(remove(document, from), path, moved)
    }
    case 'copy':
      return add(document, path, structuredClone(at(document, pointer(operation.from))))
    case 'test':
      if (isDeepStrictEqual(at(document, path), value)) return document
      throw new PatchProblem(`testing value ${String(operation.path)} failed: test failed`)
    default:
      throw new PatchProblem(`Unexpected kind: ${String(op)}`)
  }
}

function given(value: Json | undefined): Json {
  if (value === undefined) throw new PatchProblem('missing value')
  return value
}

function pointer(text: Json | undefined): string[] {
  if (typeof text !== 'string' || (text !== '' && !text.startsWith('/')))
    throw new PatchProblem('missing path')
  return text
    .split('/')
    .slice(1)
    .map(word => word.replaceAll('~1', '/').replaceAll('~0', '~'))
}

const missing = (path: readonly string[]) =>
  new PatchProblem(`doc is missing path: "/${path.join('/')}": missing value`)

function at(document: Json, path: readonly string[]): Json {
  let value: Json | undefined = document
  for (const key of path) {
    if (Array.isArray(value)) value = value[indexIn(value, key, value.length - 1, path)]
    else value = isMap(value) ? ownValue(value, key) : undefined
    if (value === undefined) throw missing(path)
  }
  return value
}

function indexIn(list: readonly Json[], key: string, most: number, path: readonly string[]): number {
  const index = key === '-' ? list.length : Number(key)
  if (!/^(-|0|[1-9]\d*)$/.test(key) || index > most) throw missing(path)
  return index
}

/** Changes the document in place, which is a copy already. */
function add(document: Json, path: readonly string[], value: Json): Json {
  const key = path.at(-1)
  if (key === undefined) return value
  const parent = at(document, path.slice(0, -1))
  if (Array.isArray(parent)) parent.splice(indexIn(parent, key, parent.length, path), 0, value)
  else if (isMap(parent)) setKey(parent, key, value)
  else throw missing(path)
  return document
}

function remove(document: Json, path: readonly string[]): Json {
  const key = path.at(-1)
  if (key === undefined) throw new PatchProblem('the whole document cannot be removed')
  at(document, path)
  const parent = at(document, path.slice(0, -1))
  if (Array.isArray(parent)) parent.splice(Number(key), 1)
  else if (isMap(parent)) delete parent[key]
  return document
}
