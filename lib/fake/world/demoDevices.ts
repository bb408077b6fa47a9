import { type Member, madeMember } from './member.ts'

type Row = [hostname: string, os: string, plays: string, more?: Partial<Member>]

/** Laptops, phones and servers that are no pod. Synthetic; each stands in the network of the lab's device it plays. */
const rows: Row[] = [
  ['mia-macbook', 'macOS', 'lap-easy', { user: 'mia@example.com' }],
  ['jonas-thinkpad', 'linux', 'lap-easy', { user: 'jonas@example.com' }],
  ['priya-macbook', 'macOS', 'lap-easy', { user: 'priya@example.com', home: 'fra' }],
  ['chen-windows', 'windows', 'lap-hard', { user: 'chen@example.com', home: 'sin' }],
  ['sara-iphone', 'iOS', 'lap-hard', { user: 'sara@example.com' }],
  ['leo-pixel', 'android', 'lap-hard', { user: 'leo@example.com' }],
  ['noah-macbook', 'macOS', 'lap-noudp', { user: 'noah@example.com' }],
  ['amir-desktop', 'linux', 'lap-pmp', { user: 'amir@example.com' }],
  ['build-mac-mini', 'macOS', 'vm-closed', { tags: ['tag:ci'] }],
  ['bastion', 'linux', 'vm-open', { tags: ['tag:infra'] }],
  ['exit-fra', 'linux', 'vm-open', { tags: ['tag:exit'], home: 'fra', routes: ['0.0.0.0/0', '::/0'] }],
  ['office-router', 'linux', 'lap-pmp', { tags: ['tag:infra'], routes: ['192.168.10.0/24'] }],
  ['kiosk-lobby', 'linux', 'lap-gone', { tags: ['tag:kiosk'], connected: false }],
  ['partner-db', 'linux', 'vm-closed', { user: 'dba@partner.example', external: true }],
]

export function demoDevices(): Member[] {
  return rows.map(([hostname, os, plays, more], index) =>
    madeMember(`device ${hostname}`, index, { hostname, os, plays, ...more }),
  )
}
