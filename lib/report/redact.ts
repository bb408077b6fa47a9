import type { Frozen } from './frozen.ts'
import { type KnownNames, type Redaction, redactor } from './redactText.ts'

/** Fields that hold words of ours only: closed unions, a zone's name, the number of a week. */
const ourFields = new Set([
  'page',
  'block',
  'kind',
  'seen',
  'certainty',
  'sign',
  'zone',
  'columns',
  'label',
  'week',
])
type Change = (text: string, field: string) => string

/** The same view without what was chosen: nothing of it is left in any text. */
export function redact(frozen: Frozen, chosen: readonly Redaction[], known: KnownNames): Frozen {
  const texts: string[] = []
  through(frozen, '', text => {
    texts.push(text)
    return text
  })
  const without = redactor(chosen, known, texts)
  const told = through(frozen, '', (text, field) => {
    const left = without(text)
    // A code with a name taken out of it would be no code any more.
    return field === 'code' && left !== text ? '' : left
  })
  return told as Frozen // only texts have changed, and those stay texts
}

function through(value: unknown, field: string, change: Change): unknown {
  if (typeof value === 'string') return ourFields.has(field) ? value : change(value, field)
  if (Array.isArray(value)) return value.map(each => through(each, field, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, through(each, name, change)]))
}
