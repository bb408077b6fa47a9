import { describe, expect, test } from 'vitest'
import { deviceId } from '#lib/tailnet/ids.ts'
import type { PeerReading, StatusReading } from '#lib/tailnet/reading.ts'
import { toldDevices, toldName } from './toldDevices.ts'

const peer = (id: string, name: string, more: Partial<PeerReading> = {}): PeerReading => ({
  device: deviceId(id),
  hostName: name,
  dnsName: `${name}.lab.ts.net`,
  tailscaleIps: ['100.64.0.9'],
  os: 'linux',
  tags: [],
  online: true,
  expired: false,
  active: true,
  currentAddress: null,
  peerRelay: null,
  homeRegionCode: null,
  rxBytes: 0,
  txBytes: 0,
  lastWrite: null,
  lastHandshake: null,
  wireguardOnly: false,
  ...more,
})
const status = (id: string, name: string, tailnetName: string | null = 'example.com'): StatusReading => ({
  version: '1.102.5',
  backendState: 'Running',
  userspace: false,
  self: {
    device: deviceId(id),
    hostName: name,
    dnsName: `${name}.lab.ts.net`,
    tailscaleIps: ['100.64.0.1'],
    online: true,
    homeRegionCode: null,
    endpoints: [],
  },
  health: [],
  activeOnly: true,
  peers: [],
  tailnetName,
})
const memory = (status: StatusReading | null, ...peers: PeerReading[]) => ({
  status,
  peers: new Map(peers.map(each => [each.device as string, each])),
})
const short = (...memories: ReturnType<typeof memory>[]) =>
  toldDevices(memories).map(({ id, name, clientVersion, online }) => [id, name, clientVersion, online])

describe('devices by the word of pods', () => {
  test.each<[string, ReturnType<typeof memory>[], unknown[]]>([
    ['nobody speaks', [], []],
    ['a pod that was never looked into', [memory(null)], []],
    [
      'a pod and its peer',
      [memory(status('n1', 'api'), peer('n2', 'web', { online: false }))],
      [
        ['n2', 'web.lab.ts.net', '', 'no'],
        ['n1', 'api.lab.ts.net', '1.102.5', 'yes'],
      ],
    ],
    [
      'two pods that see each other: each by its own word',
      [memory(status('n1', 'api'), peer('n2', 'old')), memory(status('n2', 'web'), peer('n1', 'api'))],
      [
        ['n2', 'web.lab.ts.net', '1.102.5', 'yes'],
        ['n1', 'api.lab.ts.net', '1.102.5', 'yes'],
      ],
    ],
    [
      'without MagicDNS its host name',
      [memory(null, peer('n2', 'web', { dnsName: '' }))],
      [['n2', 'web', '', 'yes']],
    ],
    [
      'an exit of Mullvad is no device of the tailnet',
      [memory(null, peer('n3', 'x', { dnsName: 'us-nyc-wg-301.mullvad.ts.net' }))],
      [],
    ],
  ])('%s', (_, memories, expected) => expect(short(...memories)).toEqual(expected))

  test('of what only the control plane knows nothing is made up', () =>
    expect(toldDevices([memory(status('n1', 'api'))])[0]).toMatchObject({
      connectivity: null,
      user: '',
      enabledRoutes: [],
      lastSeen: null,
    }))
})

test.each([
  ['no status', [], null],
  ['a status that does not say it', [status('n1', 'a', null)], null],
  ['all agree', [status('n1', 'a'), status('n2', 'b')], 'example.com'],
  ['pods of two tailnets', [status('n1', 'a', 'b.com'), status('n2', 'b', 'a.com')], 'a.com, b.com'],
])('what the tailnet is called: %s', (_, statuses, name) => expect(toldName(statuses)).toBe(name))

test('a status that names more devices than any tailnet has fills no table; those that speak are kept', () => {
  const crowd = Array.from({ length: 100_000 }, (_, index) => peer(`p${index}`, `p${index}`))
  const told = toldDevices([memory(status('n1', 'api'), ...crowd), memory(status('n2', 'web'))])
  expect(told).toHaveLength(20_000)
  expect(told.filter(({ id }) => id === 'n1' || id === 'n2')).toHaveLength(2)
})
