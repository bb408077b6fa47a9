import { addressSpans } from './addressText.ts'

/** What may be taken out of a frozen view, in the order in which it is offered. */
export const redactions = ['tailnet', 'emails', 'addresses', 'devices'] as const
export type Redaction = (typeof redactions)[number]

/** Names that are known to be someone's: those of the tailnet, and all names and addresses of each device. */
export interface KnownNames {
  tailnet: string[]
  devices: string[][]
}

/** Text without what was chosen; the same name becomes the same pseudonym everywhere. */
export type RedactText = (text: string) => string

interface Span {
  from: number
  to: number
  becomes: string
}

/** What stands for a text that cannot be told without one of its names. */
export const hidden = '(redacted)'
/** Words that stand for names: a device that is called so gives nothing away. */
const ours = new Set(['device', 'devices', 'tailnet', 'person', 'redacted', 'address', 'tailnet address'])
const email = /[^\s@"'`<>()[\]{},;:|]+@[^\s@"'`<>()[\]{},;:|]*[^\s@"'`<>()[\]{},;:|.!?]/gu
const word = /[\p{L}\p{N}]+/gu
const isWordAt = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}]/u.test(char)

/** A name that is only digits cannot be told from a count; one of our own words gives nothing away. */
const isTelling = (name: string) => name !== '' && !/^\d*$/.test(name) && !ours.has(name.toLowerCase())

/**
 * Makes a redactor for one view. `texts` are all of its texts: of ten thousand known names only those are looked for whose
 * words occur in them. Names are found as whole words in any case: "web" in "web-7f9" but not in "webhook".
 */
export function redactor(chosen: readonly Redaction[], known: KnownNames, texts: string[]): RedactText {
  const seen = new Set(texts.flatMap(text => text.toLowerCase().match(word) ?? []))
  const mayOccur = (name: string) => (name.toLowerCase().match(word) ?? []).every(part => seen.has(part))
  const owner = new Map<string, string>()
  const add = (names: string[], key: string) => {
    for (const name of names) {
      const bare = name.trim().replace(/\.$/, '')
      const lower = bare.toLowerCase()
      if (isTelling(bare) && mayOccur(lower) && !owner.has(lower)) owner.set(lower, key)
    }
  }
  if (chosen.includes('devices'))
    for (const [index, names] of known.devices.entries()) add(names, `device\n${index}`)
  if (chosen.includes('tailnet')) add(known.tailnet, 'tailnet')
  const names = nameFinder([...owner.keys()])
  const pseudonyms = new Map<string, string>()
  const counts = { device: 0, person: 0 }
  const numbered = (noun: keyof typeof counts, key: string) => {
    const given = pseudonyms.get(key)
    if (given) return given
    counts[noun] += 1
    const made = `${noun} ${counts[noun]}`
    pseudonyms.set(key, made)
    return made
  }
  const nameSpans = (text: string): Span[] =>
    names(text).map(({ from, to }) => {
      const key = owner.get(text.slice(from, to).toLowerCase())
      if (key === 'tailnet') return { from, to, becomes: 'tailnet' }
      return { from, to, becomes: key ? numbered('device', key) : hidden }
    })
  const emailSpans = (text: string): Span[] =>
    chosen.includes('emails')
      ? [...text.matchAll(email)].map(({ 0: found, index }) => ({
          from: index,
          to: index + found.length,
          becomes: numbered('person', `person\n${found.toLowerCase()}`),
        }))
      : []
  const addressesIn = (text: string): Span[] =>
    addressSpans(text).flatMap(({ from, to, scope, network }) => {
      if (scope === 'public') return chosen.includes('addresses') ? [{ from, to, becomes: network }] : []
      // A whole range, as a policy names it, is nobody's address.
      const isRange = text.slice(from, to) === network
      return chosen.includes('devices') && !isRange ? [{ from, to, becomes: 'tailnet address' }] : []
    })
  const spansIn = (text: string) =>
    [...nameSpans(text), ...emailSpans(text), ...addressesIn(text)].filter(
      ({ from, to, becomes }) => text.slice(from, to) !== becomes,
    )
  return text => {
    const without = replaced(text, spansIn(text))
    // What is left and what was put in may make a name again; then the text is better not told at all.
    return spansIn(without).length > 0 ? hidden : without
  }
}

/** Spans that overlap become one, named by the longest of them. */
function replaced(text: string, spans: Span[]): string {
  const ordered = spans.toSorted((a, b) => a.from - b.from || b.to - a.to)
  const merged: (Span & { longest: number })[] = []
  for (const span of ordered) {
    const last = merged.at(-1)
    const length = span.to - span.from
    if (last && span.from < last.to) {
      last.to = Math.max(last.to, span.to)
      if (length > last.longest) {
        last.becomes = span.becomes
        last.longest = length
      }
    } else merged.push({ ...span, longest: length })
  }
  let at = 0
  let out = ''
  for (const { from, to, becomes } of merged) {
    out += text.slice(at, from) + becomes
    at = to
  }
  return out + text.slice(at)
}

/** Finds names as whole words, the longest first. */
function nameFinder(names: string[]): (text: string) => { from: number; to: number }[] {
  if (names.length === 0) return () => []
  const escaped = names
    .toSorted((a, b) => b.length - a.length)
    .map(name => {
      const before = isWordAt([...name][0]) ? '(?<![\\p{L}\\p{N}])' : ''
      const after = isWordAt([...name].at(-1)) ? '(?![\\p{L}\\p{N}])' : ''
      return before + name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') + after
    })
  const pattern = new RegExp(escaped.join('|'), 'giu')
  return text =>
    [...text.matchAll(pattern)].map(({ 0: found, index }) => ({ from: index, to: index + found.length }))
}
