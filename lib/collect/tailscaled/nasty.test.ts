import { describe, expect, test } from 'vitest'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { parseJson } from '../parseJson.ts'
import { parseLog } from './parseLog.ts'
import { parseMetrics } from './parseMetrics.ts'
import { parsePings } from './parsePings.ts'
import { toDerpMap } from './toDerpMap.ts'
import { toNetInfo } from './toNetInfo.ts'
import { toStatusReading } from './toStatusReading.ts'

const code = (outcome: Outcome<unknown>) => (outcome.ok ? 'ok' : outcome.failure.code)
const detail = (outcome: Outcome<unknown>) => (outcome.ok ? '' : outcome.failure.detail)

const peer = {
  ID: 'n1',
  HostName: 'lap',
  DNSName: 'lap.example.ts.net.',
  OS: 'linux',
  TailscaleIPs: ['100.64.0.9'],
  CurAddr: '',
  Relay: 'nyc',
  PeerRelay: '',
  RxBytes: 1,
  TxBytes: 2,
  LastWrite: '0001-01-01T00:00:00Z',
  LastHandshake: '2026-11-23T03:11:43.059652359Z',
  Online: true,
  Active: false,
}
const statusWith = (change: object) => ({
  Version: '1',
  BackendState: 'Running',
  TUN: true,
  Peer: { k: { ...peer, ...change } },
})
const onePeer = (change: object) => {
  const read = toStatusReading(statusWith(change), { activeOnly: true })
  return read.ok ? read.value.peers[0] : undefined
}

describe('a body', () => {
  test.each([
    ['', 'truncated'],
    ['{"Peer": {"a": 1', 'truncated'],
    ['{"Peer": "abc', 'truncated'],
    ['{"Peer": [1,', 'truncated'],
    ['{"Peer": tru', 'truncated'],
    ['<html>502</html>', 'malformed'],
    ['{"a" 1}', 'malformed'],
    ['{"a":1}', 'ok'],
  ])('%s is %s', (body, expected) => expect(code(parseJson(body, 'status'))).toBe(expected))

  test('a failure does not repeat the body', () => {
    expect(detail(parseJson('{"key": "tskey-auth-x" oops', 'status'))).not.toContain('tskey')
  })
})

describe('status', () => {
  test.each([
    ['a number for a name', { HostName: 7 }, 'status.Peer.k.HostName'],
    ['a text for a flag', { Active: 'yes' }, 'status.Peer.k.Active'],
    ['a text for a count', { RxBytes: '12' }, 'status.Peer.k.RxBytes'],
    ['a count below zero', { TxBytes: -1 }, 'status.Peer.k.TxBytes'],
    ['no id', { ID: '' }, 'status.Peer.k.ID'],
    ['a flag left out', { Online: undefined }, 'status.Peer.k.Online'],
  ])('%s fails and is named', (_, change, path) => {
    const read = toStatusReading(statusWith(change), { activeOnly: true })
    expect(code(read)).toBe('malformed')
    expect(detail(read)).toContain(path)
  })

  test('null is not a status', () =>
    expect(code(toStatusReading(null, { activeOnly: true }))).toBe('malformed'))

  test("Go's zero time is never; nanoseconds are read", () => {
    expect(onePeer({})?.lastWrite).toBeNull()
    expect(onePeer({})?.lastHandshake?.toISOString()).toBe('2026-11-23T03:11:43.059Z')
  })

  test('nil slices, absent PeerRelay (before 1.86) and empty addresses are read as none', () => {
    expect(onePeer({ TailscaleIPs: null, PeerRelay: undefined, CurAddr: '' })).toMatchObject({
      tailscaleIps: [],
      peerRelay: null,
      currentAddress: null,
    })
  })

  test('control characters in names survive, what no database holds becomes visible', () => {
    expect(onePeer({ HostName: 'a\u001b[31m\n<b>' })?.hostName).toBe('a\u001b[31m\n<b>')
    expect(onePeer({ HostName: 'a\u0000b\ud800' })?.hostName).toBe('a\u2400b\ufffd')
  })

  test('a name of ten megabytes is cut', () => {
    expect(onePeer({ HostName: 'x'.repeat(10_000_000) })?.hostName.length).toBe(1_024)
  })

  test('a daemon that never logged in has no device and no peers', () => {
    const read = toStatusReading(
      {
        Version: '1',
        BackendState: 'NeedsLogin',
        TUN: true,
        Self: { ID: '', Online: false },
        Peer: null,
        Health: null,
      },
      { activeOnly: true },
    )
    expect(read).toMatchObject({
      ok: true,
      value: { backendState: 'NeedsLogin', self: null, peers: [], health: [] },
    })
  })

  test('a Mullvad exit is WireGuard only', () => {
    expect(onePeer({ DNSName: 'se-got-wg-001.mullvad.ts.net.' })?.wireguardOnly).toBe(true)
    expect(onePeer({})?.wireguardOnly).toBe(false)
  })
})

describe('netcheck', () => {
  test('null is unknown, not no', () => {
    expect(toNetInfo({ UDP: false, MappingVariesByDestIP: null, PreferredDERP: 0 })).toMatchObject({
      ok: true,
      value: {
        udp: 'no',
        mappingVaries: 'unknown',
        pmp: 'unknown',
        homeRegion: null,
        latencyMs: [],
        globalV4: [],
      },
    })
  })
  test('a region that is no number fails', () => {
    expect(code(toNetInfo({ RegionLatency: { nyc: 1 } }))).toBe('malformed')
  })
})

describe('log', () => {
  const netInfo = (fields: string) => parseLog(`x control: NetInfo: NetInfo{${fields}}`).netInfo
  test.each([
    ['?', 'unknown', 'unknown', 'unknown'],
    ['', 'no', 'no', 'no'],
    ['active-UM', 'yes', 'yes', 'no'],
    ['M', 'no', 'yes', 'no'],
    ['__C', 'unknown', 'unknown', 'yes'],
  ])('portmap=%s', (summary, upnp, pmp, pcp) => {
    expect(netInfo(`varies=true udp=true derp=#4 portmap=${summary} link=""`)).toMatchObject({
      upnp,
      pmp,
      pcp,
    })
  })

  test('the last line wins, in plain lines and in the JSON of tsnet', () => {
    const log = [
      '2026/11/23 02:51:30 control: NetInfo: NetInfo{varies=false ipv6=false udp=true derp=#1 portmap=? link=""}',
      '{"level":"debug","ts":"2026-11-23T04:00:00Z","msg":"control: NetInfo: NetInfo{varies= ipv6=true udp=false derp=#0 portmap= link=\\"\\"}"}',
      '2026-11-23T05:00:00.5Z boot: 2026/11/23 05:00:00 magicsock: endpoints changed: [2001:db8::1]:7 (stun), nonsense, 10.0.0.1:9 (quantum)',
    ].join('\n')
    expect(parseLog(log)).toEqual({
      netInfo: expect.objectContaining({
        mappingVaries: 'unknown',
        udp: 'no',
        ipv6: 'yes',
        homeRegion: null,
        at: new Date('2026-11-23T04:00:00Z'),
      }),
      endpoints: [
        { address: '2001:db8::1', port: 7, kind: 'stun' },
        { address: '10.0.0.1', port: 9, kind: 'untyped' },
      ],
      endpointsAt: new Date('2026-11-23T05:00:00.5Z'),
    })
  })

  test('a log without those lines says nothing', () => {
    expect(parseLog('hello\n\n')).toEqual({ netInfo: null, endpoints: null, endpointsAt: null })
  })
})

describe('metrics', () => {
  test.each([
    ['tailscaled_outbound_bytes_total{path="derp"} 12\n', 'ok'],
    ['tailscaled_outbound_bytes_total{path="derp"} 1.2e+07\r\n', 'ok'],
    ['go_goroutines 7\n', 'malformed'],
    ['<html>not found</html>\n', 'malformed'],
    ['', 'malformed'],
    ['tailscaled_outbound_bytes_total{path="derp"} NaN\n', 'malformed'],
    ['tailscaled_outbound_bytes_total{path="derp"} -4\n', 'malformed'],
    ['tailscaled_home_derp_region_id 1\ntailscaled_outbound_bytes_total{path="de', 'truncated'],
  ])('%j is %s', (text, expected) => expect(code(parseMetrics(text))).toBe(expected))

  test('a path of a later release is left out; region 0 is none', () => {
    expect(
      parseMetrics(
        'tailscaled_inbound_bytes_total{path="carrier_pigeon"} 5\ntailscaled_home_derp_region_id 0\n',
      ),
    ).toEqual({
      ok: true,
      value: { counters: [], drops: [], homeRegion: null, healthWarnings: null },
    })
  })
})

describe('pings', () => {
  test.each([
    [
      'pong from a (100.64.0.1) via 203.0.113.43:47747 in 27ms',
      { kind: 'direct', endpoint: '203.0.113.43:47747' },
      27,
    ],
    ['pong from a (100.64.0.1) via DERP(nyc) in 1.5s', { kind: 'derp', code: 'nyc' }, 1_500],
    [
      'pong from a (100.64.0.1) via peer-relay(203.0.113.9:40000:vni:7) in 900µs',
      { kind: 'peer_relay', via: '203.0.113.9:40000:vni:7' },
      0.9,
    ],
    ['pong from a (100.64.0.1) via TSMP in 8ms', { kind: 'inner' }, 8],
    ['ping "100.64.0.1" timed out', { kind: 'timeout' }, null],
  ])('%s', (line, path, ms) => {
    const read = parsePings(`\n${line}\ndirect connection not established\n`)
    expect(read).toMatchObject({ ok: true, value: [{ ip: '100.64.0.1', path, ms }] })
  })
})

describe('DERP map', () => {
  test('a region taken out by the policy is null and passed over', () => {
    expect(
      toDerpMap({ Regions: { '1': null, '900': { RegionID: 900, RegionCode: 'own', RegionName: 'Own' } } }),
    ).toEqual({
      ok: true,
      value: [{ id: 900, code: 'own', name: 'Own' }],
    })
  })
  test.each([[3_000_000_000], [1e15], [1.5], [0], [-1]])(
    'no database keeps a region of the number %d',
    id => {
      expect(toDerpMap({ Regions: { a: { RegionID: id, RegionCode: 'a', RegionName: 'A' } } }).ok).toBe(false)
      const metrics = `tailscaled_home_derp_region_id ${id < 0 ? 1e300 : id}\n`
      expect(parseMetrics(metrics)).toMatchObject({ ok: true, value: { homeRegion: null } })
      const report = { PreferredDERP: Math.trunc(id), RegionLatency: { '4000000000': 1e6, '1': 2e6 } }
      const read = toNetInfo(report)
      if (Number.isInteger(id)) expect(read).toMatchObject({ ok: true, value: { homeRegion: null } })
      expect(read).toMatchObject({ ok: true, value: { latencyMs: [{ region: 1, ms: 2 }] } })
      const line = `x control: NetInfo: NetInfo{varies=false udp=true derp=#${id} portmap=?}`
      expect(parseLog(line).netInfo).toMatchObject({ udp: 'yes', homeRegion: null })
    },
  )

  test('no regions is an empty map', () =>
    expect(toDerpMap({ Regions: null })).toEqual({ ok: true, value: [] }))
})
