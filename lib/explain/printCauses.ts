import { causeTitle } from '#lib/report/causeTitle.ts'
import type { Evidence, Finding } from '#lib/tailnet/finding.ts'
import type { Tri } from '#lib/tailnet/tri.ts'

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

/** A cause with all that it rests on, and what would refute it or make it surer. */
export function printCause({ code, certainty, evidence, disproof, missing }: Finding): string[] {
  return [
    `${causeTitle(code)} (${code}): ${certainty}`,
    ...evidence.map(evidenceLine),
    ...(disproof ? [`   Wrong if: ${disproof}`] : []),
    ...missing.map(({ what, tier }) => `   Surer with: ${what}${tier ? ` (${tier})` : ''}`),
  ]
}
