import { Agent, createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { isPodAddress, podMetrics } from './podMetrics.ts'

const endings: (() => unknown)[] = []
afterEach(() => {
  for (const end of endings.splice(0)) end()
})

/** A pod whose address leads to a server here. */
async function pod(answer: RequestListener): Promise<{ agent: Agent; asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.headers.host}${request.url} ${request.headers.authorization ?? 'no credential'}`)
    answer(request, response)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const agent = new Agent()
  agent.createConnection = () => connect(port, '127.0.0.1')
  endings.push(
    () => server.closeAllConnections(),
    () => server.close(),
  )
  return { agent, asked }
}

const ask = (agent: Agent, podIps = ['10.1.2.3']) =>
  podMetrics(
    { what: 'metrics of n/p', podIps, port: 9002, agent, now: new Date() },
    { timeoutMs: 500, limitBytes: 1_000 },
    new AbortController().signal,
  )

test('asks the pod’s address at a fixed port and path, without credentials', async () => {
  const { agent, asked } = await pod((_, response) => response.end('tailscaled_x 1\n'))
  expect(await ask(agent)).toEqual({ ok: true, value: 'tailscaled_x 1\n' })
  expect(asked).toEqual(['10.1.2.3:9002/metrics no credential'])
})

test.each<[string, RequestListener, string]>([
  [
    'a redirect is not followed',
    (_, response) => response.writeHead(302, { Location: 'http://10.0.0.1/' }).end(),
    'redirected',
  ],
  ['nothing there', (_, response) => response.writeHead(404).end('no'), 'not_found'],
  ['more than a few KB', (_, response) => response.end('x'.repeat(2_000)), 'too_large'],
  ['silence', () => {}, 'timeout'],
  ['cut', request => request.socket.destroy(), 'refused'],
])('%s', async (_, answer, code) => {
  const { agent } = await pod(answer)
  expect(await ask(agent)).toMatchObject({ ok: false, failure: { code } })
})

describe('an address that is no pod’s is never asked', () => {
  test.each([
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '169.254.169.254',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    '::ffff:127.0.0.1',
    'ff02::1',
    'fe80::1%eth0',
    'localhost',
    '10.1.2.3:80',
    '10.1.2.3/x',
    '',
  ])('%j', async address => {
    expect(isPodAddress(address)).toBe(false)
    const { agent, asked } = await pod((_, response) => response.end('x'))
    expect(await ask(agent, [address])).toMatchObject({ ok: false, failure: { code: 'not_found' } })
    expect(asked).toEqual([])
  })
  test.each(['10.1.2.3', '100.64.0.1', '192.168.1.1', '172.20.0.1', '203.0.113.7', 'fd00::1', '2001:db8::1'])(
    '%j is',
    address => expect(isPodAddress(address)).toBe(true),
  )
})
