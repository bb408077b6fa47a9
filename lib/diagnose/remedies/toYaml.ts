import { isMap, type Plain } from './plain.ts'

/**
 * Plain values as YAML lines, the same text for the same value. Strings stand bare only where no YAML reader,
 * 1.1 or 1.2, could take them for anything else; the rest is quoted as JSON is, which YAML 1.2 contains.
 */
export function yamlLines(value: Plain): string[] {
  if (Array.isArray(value) && value.length > 0) return value.flatMap(itemLines)
  if (isMap(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, each]) => entryLines(key, each))
  return [yamlScalar(value)]
}

/** `yamlLines` as one text. */
export const toYaml = (value: Plain): string => yamlLines(value).join('\n')

/** `- …`, with what follows indented under it. */
function itemLines(item: Plain): string[] {
  return yamlLines(item).map((line, place) => `${place === 0 ? '- ' : '  '}${line}`)
}

/** `key: …`; lists stand at the key's own indent, as kubectl prints them. */
function entryLines(key: string, value: Plain): string[] {
  const name = yamlScalar(key)
  if (isFilled(value)) {
    const indent = Array.isArray(value) ? '' : '  '
    return [`${name}:`, ...yamlLines(value).map(line => `${indent}${line}`)]
  }
  return [`${name}: ${yamlScalar(value)}`]
}

const isFilled = (value: Plain) =>
  Array.isArray(value) ? value.length > 0 : isMap(value) && Object.keys(value).length > 0

/** A value on one line: a scalar, `[]` or `{}`. */
export function yamlScalar(value: Plain): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return '[]'
  if (typeof value === 'object') return '{}'
  if (typeof value !== 'string')
    return Number.isFinite(value) || typeof value === 'boolean' ? String(value) : 'null'
  return isBare(value) ? value : quoted(value)
}

/** Words that YAML 1.1 or 1.2 reads as a boolean or null. */
const reserved = /^(y|n|yes|no|on|off|true|false|null|nan|inf)$/i
/** Starts with a letter, `/` or `--flag`; a colon only inside a word; no mark that YAML gives a meaning to. */
const bare = /^(?:--?)?[A-Za-z/](?:[\w./=@%+-]|:(?=\S))*(?: (?:[\w./=@%+-]|:(?=\S))+)*$/

const isBare = (text: string) => bare.test(text) && !reserved.test(text) && !text.includes('---')

/** What a reader could not see, or would take for a line's end or a turn of the text. */
const unseen = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu

function quoted(text: string): string {
  return JSON.stringify(text).replace(unseen, char => {
    const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase()
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`
  })
}
