import { failed } from '#lib/collect/failed.ts'
import { parseJson } from '#lib/collect/parseJson.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import type { GivenFile } from './explainFiles.ts'
import { type FileShape, shapeOf, shapeWords } from './shapeOf.ts'

/** The flag under which each shape is given. */
const flags: Record<Exclude<FileShape, 'other'>, string> = {
  status: '--status',
  netcheck: '--netcheck',
  devices: '--devices',
  cluster: '--cluster',
  derpmap: '--derpmap',
  pings: '--pings',
}

/** Netcheck and kubectl put warnings in front, which a redirection may have caught. */
function fromFirstBrace(text: string): string {
  const start = /^\s*[{[]/m.exec(text.replace(/^\uFEFF/, ' '))
  return start ? text.slice(start.index).replace(/^\uFEFF/, '') : text
}

/** Reads a JSON file that must hold one shape; a file of another is named, with the flag where it belongs. */
export function readJson(file: GivenFile, want: Exclude<FileShape, 'other'>): Outcome<unknown> {
  if (file.text.trim() === '') return failed('malformed', `${file.name} is empty`)
  const json = parseJson(fromFirstBrace(file.text), file.name)
  if (!json.ok) return json
  const shape = shapeOf(json.value)
  if (shape === want) return json
  const found = shape === 'other' ? '' : `: it is ${shapeWords[shape]}, which goes with ${flags[shape]}`
  return failed('malformed', `${file.name}, given with ${flags[want]}, is not ${shapeWords[want]}${found}`)
}
