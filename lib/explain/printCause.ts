import { causeByCode } from '#lib/diagnose/causes/catalogue.ts'
import { causeTitle } from '#lib/report/causeTitle.ts'
import type { Evidence } from '#lib/tailnet/finding.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import type { ListedCause } from './causeList.ts'

/** Seen, looked for and not seen, not known: by a sign and by a word, for whoever hears the text read. */
const signs: Record<Tri, string> = { yes: '[yes]', no: '[no] ', unknown: '[?]  ' }

const sources: Record<Evidence['source'], string> = {
  tailscale_api: 'Tailscale API',
  kubernetes: 'Kubernetes',
  status: 'status',
  netcheck: 'netcheck',
  log: 'log',
  metrics: 'metrics',
  ping: 'ping',
  policy: 'policy file',
  prior: 'known default',
}

const evidenceLine = ({ seen, says, source, at }: Evidence) =>
  `   ${signs[seen]} ${says} (${sources[source]}${at ? `, ${at}` : ''})`

/** An exonerating finding is said as such. */
const clears = (code: string) => (causeByCode(code)?.role === 'not the path' ? '; not the path' : '')

const mostNames = 8

function named(peers: readonly string[]): string {
  const more = peers.length - mostNames
  return more > 0 ? `${peers.slice(0, mostNames).join(', ')} and ${more} more` : peers.join(', ')
}

/** A cause with all that it rests on, and what would refute it or make it surer. */
export function printCause({ number, finding, peers }: ListedCause): string[] {
  const { code, certainty, evidence, disproof, missing } = finding
  const ofOne = peers.length > 1 ? [`   What is seen of ${peers[0]}:`] : []
  return [
    `${number}. ${causeTitle(code)} (${code}): ${certainty}${clears(code)}`,
    ...(peers.length > 0 ? [`   Links to ${named(peers)}`] : []),
    ...ofOne,
    ...evidence.map(evidenceLine),
    ...(disproof ? [`   Wrong if: ${disproof}`] : []),
    ...missing.map(({ what, tier }) => `   Surer with: ${what}${tier ? ` (${tier})` : ''}`),
    '',
  ]
}
