import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { parseLog } from './parseLog.ts'
import { parseMetrics } from './parseMetrics.ts'
import { parsePings } from './parsePings.ts'
import { toDerpMap } from './toDerpMap.ts'
import { toNetInfo } from './toNetInfo.ts'
import { toStatusReading } from './toStatusReading.ts'

const lab = join(import.meta.dirname, '../../fake/lab')
const cases = ['base', 'pods', 'relay'].flatMap(phase =>
  readdirSync(join(lab, phase))
    .filter(target => existsSync(join(lab, phase, target, 'case.json')))
    .map(target => `${phase}/${target}`),
)
const text = (file: string) => readFileSync(join(lab, file), 'utf8')
const json = (file: string) => JSON.parse(text(file))

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.detail)
  return outcome.value
}

test('there are recordings to read', () => expect(cases.length).toBeGreaterThan(25))

describe.each(cases)('%s', name => {
  const status = value(toStatusReading(json(`${name}/status.json`), { activeOnly: false }))
  const truth: { device: string; truth: { links: Record<string, { kind: string }> } } = json(
    `${name}/case.json`,
  )
  const netcheck = value(toNetInfo(json(`${name}/netcheck.json`)))
  const log = parseLog(text(`${name}/log.txt`))

  // The address itself may differ: a direct link changes it while staying direct (NodePort, hard NAT).
  test('status names the device, and which links are direct or peer-relayed', () => {
    expect(status.self?.device).toBe(truth.device)
    for (const [host, link] of Object.entries(truth.truth.links)) {
      const peer = status.peers.find(candidate => candidate.hostName === host)
      expect(peer?.active, host).toBe(true)
      expect(peer?.currentAddress !== null, host).toBe(link.kind === 'direct')
      expect(peer?.peerRelay !== null, host).toBe(link.kind === 'peer_relay')
    }
  })

  test('a peer that was never written to has no times', () => {
    const silent = status.peers.filter(peer => peer.txBytes === 0 && !peer.active)
    expect(silent.every(peer => peer.lastHandshake === null)).toBe(true)
  })

  test('NetInfo of the log agrees with netcheck on UDP and mapping', () => {
    expect(log.netInfo?.udp).toBe(netcheck.udp)
    expect(log.netInfo?.mappingVaries).toBe(netcheck.mappingVaries)
    expect(log.netInfo?.homeRegion).toBe(netcheck.homeRegion)
    expect(log.netInfo?.at).toBeInstanceOf(Date)
  })

  test('netcheck measured latency in milliseconds', () => {
    for (const { ms } of netcheck.latencyMs) expect(ms).toBeGreaterThan(0)
    for (const { ms } of netcheck.latencyMs) expect(ms).toBeLessThan(1_000)
  })

  test('the log types every endpoint that it lists', () => {
    expect(log.endpoints?.length).toBeGreaterThan(0)
    expect(log.endpoints?.filter(endpoint => endpoint.kind === 'untyped')).toEqual([])
  })

  test('metrics have ten counters and the home region', () => {
    const metrics = value(parseMetrics(text(`${name}/metrics.txt`)))
    expect(metrics.counters.length).toBe(10)
    expect(metrics.counters.reduce((sum, counter) => sum + counter.bytes, 0)).toBeGreaterThan(0)
    expect(metrics.homeRegion).toBe(netcheck.homeRegion)
    expect(metrics.healthWarnings).not.toBeNull()
  })

  test('pings go the way of the truth', () => {
    for (const ping of value(parsePings(text(`${name}/pings.json`)))) {
      const link = ping.peer === null ? undefined : truth.truth.links[ping.peer]
      if (link?.kind === 'derp') expect(ping.path.kind).toBe('derp')
    }
  })
})

test('every sample of every series is read', () => {
  const files = readdirSync(join(lab, 'series'), { recursive: true, encoding: 'utf8' }).filter(f =>
    f.endsWith('.jsonl'),
  )
  const samples = files.flatMap(file =>
    text(join('series', file))
      .trim()
      .split('\n')
      .map(line => JSON.parse(line)),
  )
  expect(samples.length).toBeGreaterThan(100)
  for (const sample of samples) {
    if (sample.status) expect(toStatusReading(sample.status, { activeOnly: false }).ok).toBe(true)
    if (sample.metrics) expect(parseMetrics(sample.metrics).ok).toBe(true)
  }
})

test('the DERP map gives three spellings of each region', () => {
  expect(value(toDerpMap(json('derpmap.json')))).toEqual([
    { id: 1, code: 'nyc', name: 'New York City' },
    { id: 3, code: 'sin', name: 'Singapore' },
    { id: 4, code: 'fra', name: 'Frankfurt' },
  ])
})
