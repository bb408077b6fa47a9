import { pathKinds } from '#lib/tailnet/path.ts'
import type { DeviceHistoryView } from './deviceHistoryView.ts'
import type { DeviceView } from './deviceView.ts'
import { freezeLanes } from './freezeLanes.ts'
import { freezeNat } from './freezeNat.ts'
import type { BlockOf, Frozen } from './frozen.ts'
import { type FreezeInput, frozenHead, told } from './frozenHead.ts'
import type { LinkRow } from './linkRow.ts'
import { natWords } from './natWords.ts'

interface DeviceViews {
  device: DeviceView
  history: DeviceHistoryView
}

/** More rows than these are no view but an export. */
const most = 200

/** Of a device's page: whose trouble it is, who reaches it how, now and over time, and its NAT. */
export function freezeDevice({ device, history }: DeviceViews, input: FreezeInput): Frozen {
  const { verdict, name, links, kinds, pod, goneAt } = device
  return {
    ...frozenHead(input),
    page: 'device',
    subject: name,
    headline: `${name}: ${first(verdict.headline)}`,
    reasons: [
      ...verdict.reasons,
      ...(verdict.since === null ? [] : [`Since ${told(verdict.since, input)} ${input.zone}.`]),
      ...(goneAt === null ? [] : [`Gone since ${told(goneAt, input)} ${input.zone}.`]),
    ],
    counts: pathKinds.map(kind => ({ kind, count: kinds[kind] })).filter(({ count }) => count > 0),
    blocks: [
      freezeLanes(history.lanes, []),
      linksTable(links, device.more, input),
      freezeNat({
        title: 'Its NAT',
        words: pod?.words ?? '',
        addresses: device.publicAddresses,
        chain: device.chain,
        facts: device.nat,
      }),
      {
        block: 'facts',
        title: 'What is known of it',
        facts: device.facts.map(({ label, value }) => ({ label, value: value ?? '?' })),
      },
      neighboursTable(device),
    ],
  }
}

const first = (sentence: string) =>
  /^[A-Z][a-z]/.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence

const linksTable = (links: LinkRow[], more: number, input: FreezeInput): BlockOf<'table'> => ({
  block: 'table',
  title: 'Who reaches it how',
  meta: 'links towards it, as the pods see them, worst first',
  columns: ['Pod', 'Where', 'Path', 'Since', 'NAT of the pod', 'NAT of the device', 'Cause'],
  rows: links.slice(0, most).map(row => ({
    cells: [
      row.name,
      row.place,
      row.otherView ? `${row.text}; back is ${row.otherView.text}` : row.text,
      told(row.since, input),
      row.ownNat ? natWords(row.ownNat) : '?',
      row.peerNat ? natWords(row.peerNat) : '?',
      row.causes[0]?.title ?? '–',
    ],
    mix: null,
  })),
  more: more + Math.max(0, links.length - most),
})

const neighboursTable = ({ neighbours }: DeviceView): BlockOf<'table'> => ({
  block: 'table',
  title: 'Behind the same public address',
  meta: '',
  columns: ['Device', 'What it is', 'Address', 'NAT'],
  rows: neighbours.slice(0, most).map(({ name, words, address, hardness }) => ({
    cells: [name, words, address, hardness === 'unknown' ? '?' : hardness],
    mix: null,
  })),
  more: Math.max(0, neighbours.length - most),
})
