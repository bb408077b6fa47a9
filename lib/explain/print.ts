import { datedFindings } from '#lib/diagnose/datedFindings.ts'
import type { DiagnoseInput } from '#lib/diagnose/input.ts'
import { hardnessWords } from '#lib/report/pathWords.ts'
import { printable } from '#lib/report/printable.ts'
import type { PodFacts } from '#lib/tailnet/cluster.ts'
import type { Diagnosis, NatChain, NatLayer } from '#lib/tailnet/finding.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { causeList } from './causeList.ts'
import { columns } from './columns.ts'
import type { Subject } from './inputFromFiles.ts'
import { printCause } from './printCause.ts'
import { printLinks } from './printLinks.ts'
import { printRemedy } from './printRemedy.ts'
import { verdict } from './verdict.ts'

const known = (value: Tri) => (value === 'unknown' ? 'not known' : value)

const layerRow = (title: string, { hardness, certainty, name, why }: NatLayer) => [
  title,
  hardness === 'unknown' ? 'not known' : `${hardnessWords[hardness].toLowerCase()}, ${certainty}`,
  [name, why].filter(Boolean).join(': '),
]

function portWords({ fixedPort, localPort }: NatChain, pod: PodFacts | null): string {
  if (fixedPort !== null) return `fixed port ${fixedPort}`
  if (localPort === null) return 'port not seen'
  return pod ? `random port, now ${localPort}` : `port ${localPort}`
}

function chainLines({ chain }: Diagnosis, pod: PodFacts | null): string[] {
  const { l1, l2, side, udp, ipv6, inbound, seenAs } = chain
  return columns([
    ['UDP', known(udp), portWords(chain, pod)],
    layerRow('L1, the CNI on the node', l1),
    layerRow('L2, the way out', l2),
    [
      'together',
      hardnessWords[side].toLowerCase(),
      seenAs.length > 0 ? `seen from outside as ${seenAs.join(', ')}` : '',
    ],
    [
      'unsolicited UDP comes in',
      known(inbound.reachable),
      [inbound.by, inbound.why].filter(Boolean).join(': '),
    ],
    ['IPv6', known(ipv6), ''],
  ])
}

function heading(hostName: string, { pod, deviceId }: DiagnoseInput): string {
  const node = pod?.nodeName ? ` on node ${pod.nodeName}` : ''
  return `${hostName} (${deviceId ?? 'no device'})${pod ? `, pod ${pod.namespace}/${pod.name}${node}` : ''}`
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  return ['', title, ...(lines.at(-1) === '' ? lines.slice(0, -1) : lines)]
}

const recipeSigns: Record<Tri, string> = { yes: '[yes]', no: '[no]', unknown: '[?]' }

/** The diagnosis as text for people: verdict, chain, links, causes, remedies, what is missing. Ends with a line break. */
export function print({ input, hostName, notes }: Subject, diagnosis: Diagnosis): string {
  const causes = causeList({ ...diagnosis, findings: datedFindings(diagnosis) })
  const remedies = diagnosis.remedies.filter(remedy => remedy.applies !== 'no')
  const lines = [
    heading(hostName, input),
    '',
    ...verdict(input.links, diagnosis),
    ...section('The way of its packets', chainLines(diagnosis, input.pod)),
    ...section('Links', printLinks(input.links, diagnosis, causes, input.derpMap)),
    ...section('Causes on this side', causes.filter(cause => cause.isOwn).flatMap(printCause)),
    ...section('Causes of single links', causes.filter(cause => !cause.isOwn).flatMap(printCause)),
    ...section(
      'The recipe for direct paths',
      columns(diagnosis.recipe.map(({ title, state, why }) => [recipeSigns[state], title, why])),
    ),
    ...section(
      'What to change',
      remedies.flatMap((remedy, index) => printRemedy(remedy, index + 1)),
    ),
    ...section('Of the files', notes),
  ]
  // Names and patches come from elsewhere: nothing in them may move the cursor or turn the text around.
  return `${lines.map(printable).join('\n')}\n`
}
