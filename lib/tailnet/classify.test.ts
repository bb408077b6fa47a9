import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { classify, type LastAnswer, rememberAnswer } from './classify.ts'
import { derpRegionId, deviceId } from './ids.ts'
import type { PathKind } from './path.ts'
import type { PeerReading } from './reading.ts'

const lab = resolve(import.meta.dirname, '../fake/lab')
const regions: Record<string, number> = { nyc: 1, sin: 3, fra: 4 }
const regionByCode = (code: string) => (regions[code] ? derpRegionId(regions[code]) : null)

interface WirePeer {
  ID: string
  HostName: string
  DNSName: string
  Online: boolean
  Active: boolean
  CurAddr: string
  PeerRelay: string
  Relay: string
  RxBytes: number
  TxBytes: number
  LastWrite: string
  LastHandshake: string
}
interface WireStatus {
  BackendState: string
  Peer: Record<string, WirePeer> | null
}

const time = (text: string) => (text.startsWith('0001') ? null : new Date(text))

function reading(wire: WirePeer): PeerReading {
  return {
    device: deviceId(wire.ID),
    hostName: wire.HostName,
    dnsName: wire.DNSName,
    tailscaleIps: [],
    os: 'linux',
    tags: [],
    online: wire.Online,
    expired: false,
    active: wire.Active,
    currentAddress: wire.CurAddr || null,
    peerRelay: wire.PeerRelay || null,
    homeRegionCode: wire.Relay || null,
    rxBytes: wire.RxBytes,
    txBytes: wire.TxBytes,
    lastWrite: time(wire.LastWrite),
    lastHandshake: time(wire.LastHandshake),
    wireguardOnly: false,
  }
}

const json = (...path: string[]) => JSON.parse(readFileSync(join(lab, ...path), 'utf8'))
const recorded = ['base', 'pods', 'relay'].flatMap(phase =>
  readdirSync(join(lab, phase), { withFileTypes: true })
    .filter(entry => entry.isDirectory() && entry.name !== 'relay-server')
    .map(entry => `${phase}/${entry.name}`),
)

describe('every recording, every peer: what status says is where the packets went', () => {
  test.each(recorded)('%s', folder => {
    const status: WireStatus = json(folder, 'status.json')
    const links: Record<string, { kind: PathKind; family?: string; endpoint?: string }> = json(
      folder,
      'case.json',
    ).truth.links
    for (const wire of Object.values(status.Peer ?? {})) {
      const path = classify(reading(wire), null, new Date(0), regionByCode)
      const truth = links[wire.HostName]
      if (!truth) {
        expect([wire.HostName, path.kind]).toEqual([wire.HostName, wire.Online ? 'idle' : 'offline'])
        continue
      }
      expect([wire.HostName, path.kind]).toEqual([wire.HostName, truth.kind])
      if (path.kind === 'direct') expect(path.family).toBe(truth.family)
    }
  })
})

interface Sample {
  t: number
  at: number
  status: WireStatus | null
  udp: Record<string, number>
  derp_packets: number
}

/** Path discovery alone sends up to four packets per address in 5 s; traffic here sends more than ten. */
const trafficPackets = 8

/** What nftables counted: the way of the traffic, or null where there was none to speak of. */
function measured(sample: Sample): PathKind | null {
  const udp = Math.max(0, ...Object.values(sample.udp))
  if (Math.max(udp, sample.derp_packets) < trafficPackets) return null
  return udp > sample.derp_packets ? 'direct' : 'derp'
}

const series: [string, string, string][] = readdirSync(join(lab, 'series')).map(name => {
  const [observer, peer] = json('series', name, 'events.json').links[0]
  return [name, observer, peer]
})

function samples(name: string, observer: string): Sample[] {
  return readFileSync(join(lab, 'series', name, `${observer}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
}

/** What the collector does: no status is unknown, an absent peer idle; memory is carried along. */
function classes(list: Sample[], peerName: string): PathKind[] {
  let last: LastAnswer | null = null
  return list.map(sample => {
    if (sample.status?.BackendState !== 'Running') return 'unknown'
    const wire = Object.values(sample.status.Peer ?? {}).find(peer => peer.HostName === peerName)
    if (!wire) return 'idle'
    const at = new Date(sample.at * 1000)
    const path = classify(reading(wire), last, at, regionByCode)
    last = rememberAnswer(reading(wire), last, at)
    return path.kind
  })
}

describe('every series: within one sample of the measured way', () => {
  test.each(series)('%s, %s to %s', (name, observer, peer) => {
    const list = samples(name, observer)
    const said = classes(list, peer)
    for (const [index, sample] of list.entries()) {
      const truth = measured(sample)
      if (truth === null) continue
      const near = said.slice(Math.max(0, index - 1), index + 2)
      expect(near, `at ${sample.t} s`).toContain(truth)
    }
  })

  test('a peer that died is no answer 15 to 25 s later, until it answers again', () => {
    const list = samples('peer-gone', 'calico')
    const said = classes(list, 'lap-pmp')
    const noAnswer = list.filter((_, index) => said[index] === 'no_answer').map(sample => sample.t)
    expect(noAnswer[0]).toBeGreaterThan(75)
    expect(noAnswer[0]).toBeLessThan(86)
    expect(noAnswer.at(-1)).toBeCloseTo(180.1)
    expect(noAnswer).toHaveLength(21)
  })

  test.each(series.filter(([name]) => name !== 'peer-gone'))(
    '%s: nothing there is silent: never no answer',
    (name, observer, peer) => expect(classes(samples(name, observer), peer)).not.toContain('no_answer'),
  )

  test('went-idle: 50 s after the last packet idle, although CurAddr is still there', () => {
    const list = samples('went-idle', 'aks-pip')
    const said = classes(list, 'vm-closed')
    expect(list.find((_, index) => said[index] === 'idle')?.t).toBeCloseTo(115.1)
    expect(said.slice(list.findIndex(sample => sample.t > 115))).not.toContain('direct')
  })

  test('restarted: while tailscaled is down nothing is known', () => {
    const list = samples('restarted', 'cilium')
    const said = classes(list, 'vm-closed')
    expect(list.filter((_, index) => said[index] === 'unknown').map(sample => Math.round(sample.t))).toEqual([
      65, 70,
    ])
  })
})

describe('no answer', () => {
  const at = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1000)
  const onDerp = (rx: number, tx: number, more: Partial<PeerReading> = {}): PeerReading => ({
    ...reading({
      ID: 'n1',
      HostName: 'peer',
      DNSName: 'peer.ts.net',
      Online: true,
      Active: true,
      CurAddr: '',
      PeerRelay: '',
      Relay: 'nyc',
      RxBytes: rx,
      TxBytes: tx,
      LastWrite: '0001-01-01T00:00:00Z',
      LastHandshake: '0001-01-01T00:00:00Z',
    }),
    lastHandshake: at(-60),
    lastWrite: at(0),
    ...more,
  })

  const cases: [string, PeerReading, LastAnswer | null, PathKind][] = [
    ['a first sample', onDerp(100, 5000), null, 'derp'],
    [
      'a minute of sending, nothing back',
      onDerp(100, 5000),
      { reading: onDerp(100, 1000), at: at(-60) },
      'no_answer',
    ],
    ['it still receives', onDerp(101, 5000), { reading: onDerp(100, 1000), at: at(-60) }, 'derp'],
    ['10 s are too short', onDerp(100, 5000), { reading: onDerp(100, 1000), at: at(-10) }, 'derp'],
    ['a keepalive is not answered', onDerp(100, 1040), { reading: onDerp(100, 1000), at: at(-20) }, 'derp'],
    ['counters started anew', onDerp(0, 92), { reading: onDerp(0, 1000), at: at(-60) }, 'derp'],
    [
      'the session has been dead for minutes',
      onDerp(100, 5000, { lastHandshake: at(-181) }),
      null,
      'no_answer',
    ],
    [
      'an old session, but packets come in',
      onDerp(200, 5000, { lastHandshake: at(-181) }),
      { reading: onDerp(100, 1000), at: at(-60) },
      'derp',
    ],
    ['never a handshake in four tries', onDerp(0, 4 * 156, { lastHandshake: null }), null, 'no_answer'],
    [
      'silent, but the path is confirmed by pongs',
      onDerp(100, 5000, { currentAddress: '203.0.113.1:41641' }),
      { reading: onDerp(100, 1000), at: at(-60) },
      'direct',
    ],
    [
      'not active: idle, whatever CurAddr still says',
      onDerp(100, 5000, { active: false, currentAddress: '203.0.113.1:41641' }),
      null,
      'idle',
    ],
    [
      'not active and away from control',
      onDerp(100, 5000, { active: false, online: false }),
      null,
      'offline',
    ],
    ['no home region reported', onDerp(100, 5000, { homeRegionCode: null }), null, 'unknown'],
  ]
  test.each(cases)('%s', (_, peer, last, kind) => {
    expect(classify(peer, last, at(0), regionByCode).kind).toBe(kind)
  })
})
