import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toDevice } from './toDevice.ts'
import { toDevices } from './toDevices.ts'

const lab = join(import.meta.dirname, '../../fake/lab')

const deviceWith = (change: object) => {
  const read = toDevice({ nodeId: 'n1', ...change })
  if (!read.ok) throw new Error(read.failure.detail)
  return read.value
}
const connectivityWith = (change: object) => deviceWith({ clientConnectivity: change }).connectivity
const udp = { clientSupports: { udp: true } }
const measured = { latency: { 'New York City': { latencyMs: 31.3, preferred: true } } }

describe.each(['base', 'pods', 'relay'])('%s', phase => {
  const list = JSON.parse(readFileSync(join(lab, phase, 'devices.json'), 'utf8'))
  test('every device is read', () => {
    const read = toDevices(list)
    expect(read.ok && read.value.length).toBe(list.devices.length)
    expect(read.ok && read.value.filter(device => device.connectivity === null)).toEqual([])
  })
})

describe('mapping', () => {
  test.each([
    ['true', { mappingVariesByDestIP: true, ...udp, ...measured }, 'yes'],
    ['false, with UDP and a latency', { mappingVariesByDestIP: false, ...udp, ...measured }, 'no'],
    [
      'false, UDP blocked',
      { mappingVariesByDestIP: false, clientSupports: { udp: false }, ...measured },
      'unknown',
    ],
    ['false, nothing measured', { mappingVariesByDestIP: false, ...udp, latency: {} }, 'unknown'],
    [
      'false, UDP not said',
      { mappingVariesByDestIP: false, clientSupports: { udp: null }, ...measured },
      'unknown',
    ],
    ['absent', { ...udp, ...measured }, 'unknown'],
  ])('%s', (_, wire, expected) => expect(connectivityWith(wire)?.mappingVaries).toBe(expected))
})

describe('a device', () => {
  test('with next to nothing is a device', () => {
    expect(deviceWith({})).toMatchObject({
      id: 'n1',
      tags: [],
      addresses: [],
      online: 'unknown',
      connectivity: null,
    })
  })
  test('that is external has empty times and version', () => {
    const external = { isExternal: true, created: '', clientVersion: '', expires: '0001-01-01T00:00:00Z' }
    expect(deviceWith(external)).toMatchObject({
      external: true,
      created: null,
      expires: null,
      clientVersion: '',
    })
  })
  test('that is online has no lastSeen', () => {
    expect(deviceWith({ connectedToControl: true })).toMatchObject({ online: 'yes', lastSeen: null })
    expect(deviceWith({ connectedToControl: false })).toMatchObject({ online: 'no' })
  })
  test('may say null for its connectivity', () =>
    expect(connectivityWith({ latency: null, endpoints: null })?.endpoints).toEqual([]))
  test('keeps the endpoints that are addresses', () => {
    expect(
      connectivityWith({ endpoints: ['192.0.2.1:1', '[2001:db8::1]:2', 'string', '1.2.3.4:99999'] })
        ?.endpoints,
    ).toEqual([
      { address: '192.0.2.1', port: 1 },
      { address: '2001:db8::1', port: 2 },
    ])
  })
  test('of Headscale has a decimal id', () =>
    expect(toDevice({ id: '7' })).toMatchObject({ ok: true, value: { id: '7' } }))
  test('without any id is refused', () => expect(toDevice({ name: 'x' })).toMatchObject({ ok: false }))
})

describe('a list', () => {
  test.each([
    [{ devices: [{ nodeId: 'a' }, { nodeId: 'b', addresses: 'x' }] }, 'devices.1.addresses'],
    [{ devices: 'none' }, 'device list.devices'],
    [[], 'device list'],
  ])('%j is refused with the place', (wire, place) => {
    const read = toDevices(wire)
    expect(read.ok).toBe(false)
    expect(!read.ok && read.failure.code).toBe('malformed')
    expect(!read.ok && read.failure.detail).toContain(place)
  })
  test('may be empty', () => expect(toDevices({ devices: null })).toEqual({ ok: true, value: [] }))
})
