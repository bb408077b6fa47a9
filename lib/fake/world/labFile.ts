import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const lab = join(import.meta.dirname, '../lab')
const texts = new Map<string, string>()

/** Text of a file under `lib/fake/lab`, read once. Throws where there is none. */
export function labText(path: string): string {
  const known = texts.get(path)
  if (known !== undefined) return known
  const text = readFileSync(join(lab, path), 'utf8')
  texts.set(path, text)
  return text
}

/** A JSON file of the lab. The caller names the shape that the recorder wrote; the fixtures do not change. */
export function labJson<T>(path: string): T {
  return JSON.parse(labText(path)) as T
}

export function hasLabFile(path: string): boolean {
  return existsSync(join(lab, path))
}
