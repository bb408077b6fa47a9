import { type Redaction, redactions } from '#lib/report/redactText.ts'

/** What is taken out of a view: names that readers outside need not know, unless the address says `keep=devices`. */
export const takenOut = (search: URLSearchParams): Redaction[] => {
  const kept = search.getAll('keep')
  return redactions.filter(each => !kept.includes(each))
}
