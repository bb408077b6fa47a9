import type { DeviceView } from './deviceView.ts'
import type { LinkRow } from './linkRow.ts'
import { isoTime, joinedNames, type Sheet, type SheetColumn, sheetOf } from './sheet.ts'
import type { PeerView, TargetView } from './targetView.ts'

type Told = Pick<PeerView, 'kind' | 'text' | 'since' | 'expected'> & { causes: readonly { code: string }[] }

const told: SheetColumn<Told>[] = [
  { key: 'path', of: row => row.kind },
  { key: 'path_words', of: row => row.text },
  { key: 'since', of: row => isoTime(row.since) },
  { key: 'expected', of: row => row.expected },
  { key: 'causes', of: row => joinedNames(row.causes.map(({ code }) => code)) },
]

/** The links of a pod's page, each with its peer; the pod is named where a workload has several. */
export const podLinkSheet = ({ asOf, cluster, namespace, name, peers }: TargetView): Sheet =>
  sheetOf<PeerView>({
    name: `links of ${name}`,
    asOf,
    rows: peers,
    columns: [
      { key: 'cluster', of: () => cluster },
      { key: 'namespace', of: () => namespace },
      { key: 'workload', of: () => name },
      { key: 'pod', of: row => row.observer },
      { key: 'peer', of: row => row.peerName },
      { key: 'peer_id', of: row => row.peer },
      ...told,
      { key: 'endpoint', of: row => row.endpoint },
      { key: 'depends_on', of: row => row.dependsOn },
    ],
  })

/** The links towards a device, each with the pod that sees it and the NAT of both ends. */
export const deviceLinkSheet = ({ asOf, name, id, links, more }: DeviceView): Sheet =>
  sheetOf<LinkRow>({
    name: `links to ${name}`,
    asOf,
    leftOut: more,
    rows: links,
    columns: [
      { key: 'device', of: () => name },
      { key: 'device_id', of: () => id },
      { key: 'pod', of: row => row.name },
      { key: 'pod_place', of: row => row.place },
      ...told,
      { key: 'other_end_says', of: row => row.otherView?.text ?? null },
      { key: 'pod_nat_l1', of: row => row.ownNat?.l1 ?? null },
      { key: 'pod_nat_l2', of: row => row.ownNat?.l2 ?? null },
      { key: 'pod_udp', of: row => row.ownNat?.udp ?? null },
      { key: 'device_nat_l1', of: row => row.peerNat?.l1 ?? null },
      { key: 'device_nat_l2', of: row => row.peerNat?.l2 ?? null },
      { key: 'device_udp', of: row => row.peerNat?.udp ?? null },
    ],
  })
