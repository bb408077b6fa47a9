import { expect, test } from 'vitest'
import type { CheckResult, CheckSeen, Pong } from '#lib/tailnet/check.ts'
import { checksView } from './checksView.ts'

const now = new Date('2026-11-24T12:00:00Z')
const seen = (more: Partial<CheckSeen>): CheckSeen => ({
  id: '1',
  requestedAt: now,
  requestedBy: 'anonymous',
  target: { cluster: 'c', namespace: 'shop', name: 'api' },
  kind: 'ping',
  peer: 'n1',
  peerName: 'db-0',
  state: 'done',
  startedAt: now,
  finishedAt: now,
  result: null,
  code: null,
  detail: null,
  ...more,
})
const derp: Pong = { via: 'derp', where: 'fra', ms: 41 }
const direct: Pong = { via: 'direct', where: '203.0.113.7:41641', ms: 9 }
const silence: Pong = { via: 'timeout', where: null, ms: null }
const pings = (...pongs: Pong[]): Partial<CheckSeen> => ({ result: { kind: 'ping', pongs } })
const netcheck = (more: object): Partial<CheckSeen> => ({
  kind: 'netcheck',
  // Only what the words are made of.
  result: {
    kind: 'netcheck',
    netInfo: { udp: 'yes', mappingVaries: 'no', globalV4: [], ...more },
  } as unknown as CheckResult,
})

test.each([
  ['direct from the start', pings(direct, direct), '2 pongs, direct to the end.'],
  ['stays on DERP', pings(derp, derp, derp), '3 pongs, DERP fra to the end.'],
  ['woken', pings(derp, derp, direct, direct), 'DERP fra at first, direct from pong 3 on.'],
  [
    'with a loss',
    pings(derp, silence, direct),
    'DERP fra at first, direct from pong 3 on. 1 of 3 not answered.',
  ],
  ['back and forth', pings(derp, direct, derp, direct), 'DERP fra at first, direct from pong 4 on.'],
  ['nobody there', pings(silence, silence), 'None of 2 pings was answered.'],
  [
    'failed',
    { state: 'failed' as const, code: 'forbidden', detail: 'exec is not switched on' },
    'exec is not switched on',
  ],
  ['under way', { state: 'running' as const }, null],
  [
    'netcheck, easy',
    netcheck({ globalV4: ['203.0.113.7:1024'] }),
    'UDP gets out; the NAT keeps one port for all destinations (easy); seen as 203.0.113.7:1024. By a socket of its own: the port is not tailscaled’s.',
  ],
  [
    'netcheck, blocked',
    netcheck({ udp: 'no', mappingVaries: 'unknown' }),
    'No UDP gets out; how the NAT gives ports is not known. By a socket of its own: the port is not tailscaled’s.',
  ],
])('%s', (_, more, words) => {
  expect(checksView([seen(more)], now).rows[0]?.words).toBe(words)
})

test('a row says who asked for what and where; a pong has the sign of its path', () => {
  const [row] = checksView([seen(pings(derp, silence))], now).rows
  expect(row).toMatchObject({
    what: 'Ping to db-0',
    by: 'anonymous',
    where: { name: 'shop/api', href: '/pods/c/shop/api' },
  })
  expect(row?.pongs).toEqual([
    { kind: 'derp', text: 'DERP fra', ms: 41 },
    { kind: 'no_answer', text: 'no answer', ms: null },
  ])
})
