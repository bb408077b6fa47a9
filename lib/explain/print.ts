import type { DiagnoseInput } from '#lib/diagnose/input.ts'
import { hardnessWords } from '#lib/report/pathWords.ts'
import { printable } from '#lib/report/printable.ts'
import type { Diagnosis, NatLayer } from '#lib/tailnet/finding.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { ownFindings, surestFirst } from './answer.ts'
import { columns } from './columns.ts'
import type { Subject } from './inputFromFiles.ts'
import { printCause } from './printCauses.ts'
import { printLinks } from './printLinks.ts'
import { printRemedy } from './printRemedy.ts'
import { verdict } from './verdict.ts'

const known = (value: Tri) => (value === 'unknown' ? 'not known' : value)

const layerRow = (title: string, { hardness, certainty, name, why }: NatLayer) => [
  title,
  hardness === 'unknown' ? 'not known' : `${hardnessWords[hardness].toLowerCase()}, ${certainty}`,
  [name, why].filter(Boolean).join(': '),
]

function chainLines({ chain }: Diagnosis): string[] {
  const { l1, l2, side, udp, ipv6, inbound, seenAs, fixedPort, localPort } = chain
  const port = fixedPort
    ? `fixed port ${fixedPort}`
    : localPort
      ? `random port, now ${localPort}`
      : 'port not seen'
  return columns([
    ['UDP', known(udp), port],
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

function numbered(blocks: readonly string[][]): string[] {
  return blocks.flatMap(([first = '', ...rest], index) => [`${index + 1}. ${first}`, ...rest, ''])
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  return ['', title, ...(lines.at(-1) === '' ? lines.slice(0, -1) : lines)]
}

const recipeSigns: Record<Tri, string> = { yes: '[yes]', no: '[no]', unknown: '[?]' }

/** The diagnosis as text for people: verdict, chain, links, causes, remedies, what is missing. Ends with a line break. */
export function print({ input, hostName, notes }: Subject, diagnosis: Diagnosis): string {
  const own = ownFindings(diagnosis)
  const others = diagnosis.findings
    .filter(finding => !own.some(each => each.code === finding.code))
    .toSorted(surestFirst)
  const elsewhere = others.filter(
    (each, index) => others.findIndex(({ code }) => code === each.code) === index,
  )
  const lines = [
    heading(hostName, input),
    '',
    ...verdict(input.links, diagnosis),
    ...section('The way of its packets', chainLines(diagnosis)),
    ...section('Links', printLinks(input.links, diagnosis, input.derpMap)),
    ...section('Causes on this side', numbered(own.map(printCause))),
    ...section('Causes of single links', numbered(elsewhere.map(printCause))),
    ...section(
      'The recipe for direct paths',
      columns(diagnosis.recipe.map(({ title, state, why }) => [recipeSigns[state], title, why])),
    ),
    ...section(
      'What to change',
      numbered(diagnosis.remedies.filter(each => each.applies !== 'no').map(printRemedy)),
    ),
    ...section('Of the files', notes),
  ]
  // Names and patches come from elsewhere: nothing in them may move the cursor or turn the text around.
  return `${lines.map(printable).join('\n')}\n`
}
