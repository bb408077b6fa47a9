import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { Device } from '#lib/tailnet/device.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { deviceReader } from './deviceReader.ts'
import { toDevices } from './toDevices.ts'

/** The list, taken in pieces that end after these characters. */
function readIn(text: string, ends: readonly number[]): Outcome<Device[]> {
  const reader = deviceReader()
  let from = 0
  for (const to of [...ends, text.length].sort((a, b) => a - b)) {
    reader.take(text.slice(from, to))
    from = to
  }
  return reader.devices()
}
const everyCharacter = (text: string) => Array.from({ length: text.length }, (_, index) => index)
const recorded = readFileSync(join(import.meta.dirname, '../../fake/lab/base/devices.json'), 'utf8')

describe('a list that arrives in pieces', () => {
  const lists: [string, string][] = [
    ['as it was recorded', recorded],
    ['empty', '{"devices":[]}'],
    ['null', '{"devices":null}'],
    ['with blanks everywhere', ' {\n "devices" :\t[ {"nodeId":"a"} ,\n{ "nodeId" : "b" } ] }\n'],
    [
      'with signs inside of texts',
      '{"devices":[{"nodeId":"a","hostname":"]}[{,\\"\\\\"},{"nodeId":"b","name":"\\u005d"}]}',
    ],
    [
      'with lists and objects inside',
      '{"devices":[{"nodeId":"a","tags":["x",["y"]],"more":{"devices":[1,2]}}]}',
    ],
    [
      'behind and before other keys',
      '{"a":[1,[2]],"b":{"devices":[3]},"devices":[{"nodeId":"a"}],"c":"devices"}',
    ],
    ['of another type', '{"devices":"none"}'],
    ['of an object', '{"devices":{"0":{"nodeId":"a"}}}'],
    ['that is no list of objects', '{"devices":[1,"x",null,[]]}'],
    ['with an unreadable device', '{"devices":[{"nodeId":"a"},{"nodeId":7},{"nodeId":8}]}'],
    ['in a list', '[{"devices":[{"nodeId":"a"}]}]'],
    ['under a text that looks like its key', '{"x":"\\"devices\\":[","devices":[{"nodeId":"a"}]}'],
  ]
  test.each(lists)('%s: the same as in one piece', (_, text) => {
    const whole = toDevices(JSON.parse(text))
    expect(readIn(text, [])).toEqual(whole)
    expect(readIn(text, everyCharacter(text))).toEqual(whole)
  })

  test('any list in any pieces', () => {
    const device = fc.record({
      nodeId: fc.string({ minLength: 1 }),
      hostname: fc.string(),
      tags: fc.array(fc.string()),
    })
    const body = fc.record({ before: fc.json(), devices: fc.array(device), after: fc.jsonValue() })
    fc.assert(
      fc.property(body, fc.array(fc.nat(400)), fc.nat(3), (value, ends, indent) => {
        const text = JSON.stringify(value, null, indent)
        expect(
          readIn(
            text,
            ends.filter(end => end < text.length),
          ),
        ).toEqual(toDevices(value))
      }),
      { numRuns: 300 },
    )
  })

  test('cut anywhere it is truncated, never a shorter list', () => {
    const text = '{"a":[1],"devices":[{"nodeId":"a","tags":["x"]},{"nodeId":"b"}],"c":"d"}'
    const codes = everyCharacter(text).map(end => {
      const read = readIn(text.slice(0, end), [])
      return read.ok ? 'ok' : read.failure.code
    })
    expect(new Set(codes)).toEqual(new Set(['truncated']))
  })

  test.each([
    ['a page', '<html>'],
    ['a comma too many', '{"devices":[{"nodeId":"a"},]}'],
    ['two commas', '{"devices":[{"nodeId":"a"},,{"nodeId":"b"}]}'],
    ['a bracket of the wrong kind', '{"devices":[{"nodeId":"a"}}}'],
    ['a device that is no JSON', '{"devices":[{nodeId:"a"}]}'],
    ['more behind the end', '{"devices":[{"nodeId":"a"}]}{"devices":[]}'],
    ['two lists', '{"devices":[{"nodeId":"a"}],"devices":[]}'],
  ])('%s is malformed', (_, text) => {
    for (const ends of [[], everyCharacter(text)])
      expect(readIn(text, ends)).toMatchObject({ ok: false, failure: { code: 'malformed' } })
  })
})

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

describe('a list of the size that is planned for', () => {
  const mebibyte = 1024 * 1024
  /** As large as one of a device with many routes and endpoints; in use is little of it. */
  const deviceBytes = 4_096

  /** Sends a list of so many bytes as the client takes it. */
  async function serverOf(bytes: number): Promise<{ url: string; count: number }> {
    const count = Math.floor(bytes / deviceBytes)
    const one = (number: number) => {
      const text = JSON.stringify({ nodeId: `n${number}CNTRL`, hostname: `host-${number}`, note: '' })
      return text.replace('"note":""', `"note":"${'x'.repeat(deviceBytes - text.length - 1)}"`)
    }
    const server = createServer((_, response: ServerResponse) => {
      let number = 0
      response.write('{"devices":[')
      const more = () => {
        for (; number < count; number += 1)
          if (!response.write(`${number === 0 ? '' : ','}${one(number)}`)) {
            number += 1
            return void response.once('drain', more)
          }
        response.end(']}')
      }
      more()
    })
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
    endings.push(() => server.close())
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, count }
  }

  /** Asks in a process of its own with a small heap; its answer, and the most memory that it held, in MiB. */
  async function askedIn(heapMiB: number, url: string): Promise<{ read: unknown; peakMiB: number }> {
    const script = `
      const { tailscaleClient } = await import(${JSON.stringify(join(import.meta.dirname, 'tailscaleClient.ts'))})
      const credential = { kind: 'api_key', key: 'k' }
      const client = tailscaleClient({ baseUrl: process.argv[1], tailnet: '-', credential, fetch, now: () => new Date() })
      const list = await client.devices()
      const read = list.ok ? { count: list.value.length, last: list.value.at(-1).hostname } : list.failure
      console.log(JSON.stringify({ read, peakMiB: process.resourceUsage().maxRSS / 1024 }))`
    const flags = [`--max-old-space-size=${heapMiB}`, '--input-type=module', '-e', script, url]
    const { stdout } = await promisify(execFile)(process.execPath, flags)
    return JSON.parse(stdout)
  }

  test('60 MB are read in a heap that could not hold them', { timeout: 90_000 }, async () => {
    const { url, count } = await serverOf(60 * mebibyte)
    const { read, peakMiB } = await askedIn(48, url)
    expect(read).toEqual({ count, last: `host-${count - 1}` })
    console.info(
      `60 MiB of ${count} devices were read with ${Math.round(peakMiB)} MiB at most, all of Node among them`,
    )
    expect(peakMiB).toBeLessThan(280)
  })

  test('65 MB are refused, with the limit in the words', { timeout: 90_000 }, async () => {
    const { url } = await serverOf(65 * mebibyte)
    const { read } = await askedIn(48, url)
    expect(read).toEqual({
      code: 'too_large',
      detail: 'GET /api/v2/tailnet/-/devices: the answer is over 64 MiB',
      httpStatus: 200,
      retryAfterSeconds: null,
    })
  })
})
