import { describe, expect, test } from 'vitest'
import { searchWords } from './searchWords.ts'

describe('an address, however it was copied', () => {
  test.each<[string, string[], string[]]>([
    ['100.64.0.25', ['100.64.0.25'], []],
    ['  100.64.0.25\n', ['100.64.0.25'], []],
    ['100.64.0.25/32', ['100.64.0.25'], []],
    ['203.0.113.20:51313', ['203.0.113.20'], ['203.0.113.20:51313']],
    ['udp://203.0.113.20:51313', ['203.0.113.20'], ['203.0.113.20:51313']],
    ['root@10.20.10.101', ['10.20.10.101'], []],
    ['http://10.20.10.101:8080/healthz?x=1', ['10.20.10.101'], ['10.20.10.101:8080']],
    ['FD7A:115C:A1E0:0000:0000:0000:0000:0001', ['fd7a:115c:a1e0::1'], []],
    ['[fd7a:115c:a1e0::1]:41641', ['fd7a:115c:a1e0::1'], ['fd7a:115c:a1e0::1:41641']],
    ['"10.0.0.7",', ['10.0.0.7'], []],
    [
      'magicsock: disco: node [dVTkF] now using 203.0.113.41:33481 mtu=1280',
      ['203.0.113.41'],
      ['203.0.113.41:33481'],
    ],
    ['src=10.0.0.1 dst=10.0.0.2', ['10.0.0.1', '10.0.0.2'], []],
  ])('%s', (text, addresses, endpoints) => {
    const words = searchWords(text)
    expect(words.addresses).toEqual(addresses)
    expect(words.endpoints.map(({ address, port }) => `${address}:${port}`)).toEqual(endpoints)
    expect(words.names).toEqual([])
  })

  test.each(['999.1.1.1', '100.64', '1.2.3', 'fe80:', 'a::b::c', '12:34'])(
    '“%s” is none, and is looked for as a name',
    text => {
      expect(searchWords(text)).toMatchObject({ addresses: [], names: expect.arrayContaining([text]) })
    },
  )
})

describe('a name, with less and less around it', () => {
  test.each<[string, string]>([
    ['API', 'api'],
    ['api.lab.ts.net.', 'api.lab.ts.net'],
    ['apps/api', 'apps/api'],
    ['pod/api-68ba0faea8-26614', 'api-68ba0faea8-26614'],
    ['svc/orders-db', 'orders-db'],
    ['ingress/shop', 'shop'],
    ['orders-db.orders.svc.cluster.local', 'orders/orders-db'],
    ['https://grafana.lab.ts.net/d/abc', 'grafana.lab.ts.net'],
    ['ssh root@bastion.lab.ts.net', 'bastion.lab.ts.net'],
    ['mia@example.com', 'mia@example.com'],
    ['tag:k8s', 'tag:k8s'],
    ['100% \u202eevil', '100% evil'],
  ])('%s', (text, name) => {
    expect(searchWords(text).names).toContain(name)
  })

  test('nothing is looked for where nothing is said', () => {
    for (const text of ['', '   ', '\u202e\u0000']) {
      expect(searchWords(text)).toEqual({ addresses: [], endpoints: [], names: [], pair: null })
    }
  })

  test('whatever is pasted, little of it is read', () => {
    const words = searchWords('a '.repeat(100_000))
    expect(words.names.length).toBeLessThanOrEqual(6)
    expect(words.names.every(name => name.length <= 500)).toBe(true)
    expect(searchWords('10.0.0.1 '.repeat(1_000)).addresses).toEqual(['10.0.0.1'])
  })
})

describe('two ends of a link', () => {
  test.each<[string, [string, string] | null]>([
    ['api → lap-easy', ['api', 'lap-easy']],
    ['api -> lap-easy', ['api', 'lap-easy']],
    ['api to lap-easy', ['api', 'lap-easy']],
    ['100.64.0.1 100.64.0.25', ['100.64.0.1', '100.64.0.25']],
    ['api', null],
    ['lap-easy', null],
    ['a b c', null],
  ])('%s', (text, pair) => {
    expect(searchWords(text).pair).toEqual(pair)
  })
})
