import { addressSpans } from './addressText.ts'
import { ownPhrases } from './ownPhrases.ts'

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

interface Place {
  from: number
  to: number
}

interface Span extends Place {
  /** Called once it is sure that it will stand there: pseudonyms are numbered as they are used. */
  becomes: () => string
}

/** What stands for a text that cannot be told without one of its names. */
export const hidden = '(redacted)'
/** Words that stand for names: a device that is called so gives nothing away. */
const ours = new Set(['device', 'devices', 'tailnet', 'person', 'redacted', 'address', 'tailnet address'])
const email = /[^\s@"'`<>()[\]{},;:|]+@[^\s@"'`<>()[\]{},;:|]*[^\s@"'`<>()[\]{},;:|.!?]/gu
const word = /[\p{L}\p{N}]+/gu
const isWordAt = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}]/u.test(char)

/** A name that is only digits cannot be told from a count; one of our own words gives nothing away. */
const isTelling = (name: string) => name !== '' && !/^\d*$/.test(name) && !ours.has(name)

/**
 * Makes a redactor for one view. `texts` are all of its texts: of ten thousand known names only those are looked for whose
 * words occur in them. Names are found as whole words in any case: "web" in "web-7f9" but not in "webhook". Within a phrase
 * that stands in the program itself a word is ours: "peer relay" stays, whatever is called "relay".
 */
export function redactor(chosen: readonly Redaction[], known: KnownNames, texts: string[]): RedactText {
  const seen = new Set(texts.flatMap(text => fold(text).match(word) ?? []))
  const mayOccur = (folded: string) => (folded.match(word) ?? []).every(part => seen.has(part))
  const owner = new Map<string, string>()
  const add = (names: string[], key: string) => {
    for (const name of names) {
      const bare = name.trim().replace(/\.$/, '')
      const folded = fold(bare)
      if (isTelling(folded) && mayOccur(folded) && !owner.has(folded)) owner.set(folded, key)
    }
  }
  if (chosen.includes('devices'))
    for (const [index, names] of known.devices.entries()) add(names, `device\n${index}`)
  if (chosen.includes('tailnet')) add(known.tailnet, 'tailnet')
  const names = nameFinder([...owner.keys()])
  const phrases = nameFinder(ownPhrases.map(fold))
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
    outside(names(text), phrases(text)).map(({ from, to }) => {
      const key = owner.get(fold(text.slice(from, to)))
      if (key === 'tailnet') return { from, to, becomes: () => 'tailnet' }
      return { from, to, becomes: () => (key ? numbered('device', key) : hidden) }
    })
  const emailSpans = (text: string): Span[] =>
    chosen.includes('emails')
      ? [...text.matchAll(email)].map(({ 0: found, index }) => ({
          from: index,
          to: index + found.length,
          becomes: () => numbered('person', `person\n${fold(found)}`),
        }))
      : []
  const addressesIn = (text: string): Span[] =>
    addressSpans(text).flatMap(({ from, to, scope, network }) => {
      // A whole network, as a policy names it, is nobody's address.
      if (text.slice(from, to) === network) return []
      if (scope === 'public')
        return chosen.includes('addresses') ? [{ from, to, becomes: () => network }] : []
      return chosen.includes('devices') ? [{ from, to, becomes: () => 'tailnet address' }] : []
    })
  const spansIn = (text: string) => [...nameSpans(text), ...emailSpans(text), ...addressesIn(text)]
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
    out += text.slice(at, from) + becomes()
    at = to
  }
  return out + text.slice(at)
}

/** Those that are no part of a longer phrase. */
const outside = (found: Place[], phrases: Place[]) =>
  found.filter(
    ({ from, to }) =>
      !phrases.some(each => each.from <= from && to <= each.to && to - from < each.to - each.from),
  )

const firstWord = /[\p{L}\p{N}]+/u

/** Finds names as whole words: all of them, also those that overlap. Names and texts are compared folded. */
function nameFinder(names: readonly string[]): (text: string) => Place[] {
  const byWord = new Map<string, { name: string; lead: number }[]>()
  const wordless: string[] = []
  for (const name of names) {
    const first = firstWord.exec(name)
    if (first) byWord.set(first[0], [...(byWord.get(first[0]) ?? []), { name, lead: first.index }])
    else wordless.push(name)
  }
  return text => {
    const folded = fold(text)
    const found: Place[] = []
    for (const { 0: part, index } of folded.matchAll(word)) {
      for (const { name, lead } of byWord.get(part) ?? []) {
        const place = { from: index - lead, to: index - lead + name.length }
        if (place.from >= 0 && folded.startsWith(name, place.from) && isWhole(folded, place))
          found.push(place)
      }
    }
    for (const name of wordless)
      for (let at = folded.indexOf(name); at >= 0; at = folded.indexOf(name, at + name.length))
        found.push({ from: at, to: at + name.length })
    return found
  }
}

/** No letter or digit goes on where the last word of a name ends; its first word is whole already. */
function isWhole(text: string, { from, to }: Place): boolean {
  const last = [...text.slice(from, to)].at(-1)
  const next = text.codePointAt(to)
  return !isWordAt(last) || next === undefined || !isWordAt(String.fromCodePoint(next))
}

/** Lower case, letter by letter, so that every place in it is the same place in the text. */
const fold = (text: string) =>
  text.replace(/\p{Lu}/gu, letter => {
    const lower = letter.toLowerCase()
    return lower.length === letter.length ? lower : letter
  })
