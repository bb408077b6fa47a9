import { describe, expect, test } from 'vitest'
import { toPolicy } from './toPolicy.ts'

const nothing = { randomizeClientPort: false, relayGrants: [], nodeAttrs: [] }
const relay = { src: ['tag:k8s'], dst: ['tag:relay'] }
const relayApp = { 'tailscale.com/cap/relay': [] }

describe('a policy file', () => {
  test.each<[string, unknown, object]>([
    ['that is empty', {}, nothing],
    [
      'from before grants',
      {
        acls: [{ action: 'accept', users: ['*'], ports: ['*:*'] }],
        groups: { 'group:a': ['a@example.com'] },
      },
      nothing,
    ],
    ['with null for its lists', { grants: null, nodeAttrs: null, randomizeClientPort: null }, nothing],
    ['that sets random ports', { randomizeClientPort: true }, { ...nothing, randomizeClientPort: true }],
    [
      'with a relay among other grants',
      {
        grants: [
          { src: ['*'], dst: ['*'], ip: ['*'] },
          { ...relay, app: relayApp },
          { src: ['*'], dst: ['tag:web'], app: { 'example.com/cap/x': [{ a: 1 }] } },
          { src: ['*'], dst: ['*'], app: null },
        ],
      },
      { ...nothing, relayGrants: [relay] },
    ],
    [
      'with a relay beside another capability',
      { grants: [{ ...relay, app: { 'example.com/x': [], 'tailscale.com/cap/relay': [{}] }, ip: ['443'] }] },
      { ...nothing, relayGrants: [relay] },
    ],
    [
      'with attributes, of which an app has neither list',
      {
        nodeAttrs: [
          { target: ['tag:a'], attr: ['randomize-client-port', 'funnel'] },
          { target: ['*'], app: { 'tailscale.com/app-connectors': [] } },
        ],
      },
      {
        ...nothing,
        nodeAttrs: [
          { target: ['tag:a'], attr: ['randomize-client-port', 'funnel'] },
          { target: ['*'], attr: [] },
        ],
      },
    ],
    [
      'with keys in the case of old',
      {
        RandomizeClientPort: true,
        Grants: [{ Src: relay.src, Dst: relay.dst, App: relayApp }],
        NodeAttrs: [],
      },
      { ...nothing, randomizeClientPort: true, relayGrants: [relay] },
    ],
    ['with keys that only a hostile one has', JSON.parse('{"__proto__":{"grants":[]}}'), nothing],
  ])('%s', (_, json, expected) => expect(toPolicy(json)).toEqual({ ok: true, value: expected }))

  test.each<[string, unknown, string]>([
    ['is a list', [], 'policy file'],
    ['is HuJSON in a string', '{}', 'policy file'],
    ['has a text for a flag', { randomizeClientPort: 'true' }, 'policy file.randomizeclientport'],
    ['has a text for its grants', { grants: 'none' }, 'policy file.grants'],
    ['has a number for a source', { grants: [{ src: 1, app: relayApp }] }, 'policy file.grants.0.src'],
    ['has a list for an app', { grants: [{ src: [], dst: [], app: [] }] }, 'policy file.grants.0.app'],
  ])('that %s is refused with the place', (_, json, place) => {
    const read = toPolicy(json)
    expect(!read.ok && read.failure.code).toBe('malformed')
    expect(!read.ok && read.failure.detail).toContain(place)
  })
})
