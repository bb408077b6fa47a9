import { type CauseCode, causeByCode } from '#lib/diagnose/causes/catalogue.ts'
import { howSure } from '#lib/diagnose/causes/howSure.ts'
import { remedyWords } from '#lib/diagnose/remedies/remedyWords.ts'
import type { Certainty } from '#lib/tailnet/finding.ts'
import { causeTitle } from './causeTitle.ts'

/** What is true of a cause wherever it holds. */
export interface CauseMeaning {
  code: string
  title: string
  means: string
  /** "on the pod’s side"; for what clears the path "outside the path". */
  lies: string
  clearsPath: boolean
  needs: { what: string; tier: string }[]
  /** By degree, surest first; degrees that it never has are left out. */
  sure: { certainty: Certainty; when: string }[]
  disproof: string
  surer: { what: string; tier: string | null }[]
  silencedBy: { code: string; title: string }[]
  /** Best first. */
  remedies: { id: string; title: string; does: string; limits: string[] }[]
  links: string[]
}

const lies = {
  pod: 'on the pod’s side',
  peer: 'on the peer’s side',
  pair: 'between the two sides',
  state: 'in the state of the link: it is no NAT',
}
const degrees: readonly Certainty[] = ['certain', 'likely', 'possible']

/** The catalogue's word on a cause; null for a code that it does not, or no longer, have. */
export function causeMeaning(code: string): CauseMeaning | null {
  const cause = causeByCode(code)
  if (!cause) return null
  const clearsPath = cause.role === 'not the path'
  // A code that the catalogue has is a CauseCode.
  const sure = howSure[code as CauseCode]
  return {
    code,
    title: cause.title,
    means: cause.means,
    lies: clearsPath ? 'outside the path: the path is not the trouble' : lies[cause.scope],
    clearsPath,
    needs: [...sure.needs],
    sure: degrees.flatMap(certainty => {
      const when = sure[certainty]
      return when === undefined ? [] : [{ certainty, when }]
    }),
    disproof: cause.disproof,
    surer: cause.surer.map(({ what, tier }) => ({ what, tier })),
    silencedBy: cause.silencedBy.map(each => ({ code: each, title: causeTitle(each) })),
    remedies: cause.remedies.flatMap(id => {
      const words = remedyWords[id]
      return words ? [{ id, ...words, limits: [...words.limits] }] : []
    }),
    links: [...cause.links],
  }
}
