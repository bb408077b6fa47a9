import { describe, expect, test } from 'vitest'
import { applyPatch, type Patch } from './applyPatch.ts'
import { diffLines } from './diffLines.ts'
import type { PlainMap } from './plain.ts'

const pod = {
  spec: {
    dnsPolicy: 'ClusterFirst',
    containers: [
      { name: 'app', image: 'app:1' },
      {
        name: 'tailscale',
        env: [
          { name: 'TS_AUTHKEY', value: 'secret' },
          { name: 'PORT', value: '1' },
        ],
        args: ['--verbose=1'],
      },
    ],
  },
}
const excerpt = (before: PlainMap, patch: Patch) =>
  diffLines(before, applyPatch(before, patch)).map(({ sign, text }) => `${sign} ${text}`)
const container = (fields: PlainMap): Patch => ({
  type: 'strategic',
  body: { spec: { containers: [{ name: 'tailscale', ...fields }] } },
})

describe('the lines of a patch', () => {
  test.each<[what: string, patch: Patch, lines: string[]]>([
    [
      'a new field and a changed one',
      { type: 'strategic', body: { spec: { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' } } },
      [
        '  spec:',
        '-   dnsPolicy: ClusterFirst',
        '+   dnsPolicy: ClusterFirstWithHostNet',
        '+   hostNetwork: true',
      ],
    ],
    [
      'a changed variable, named by its container and its own name',
      container({ env: [{ name: 'PORT', value: '41641' }] }),
      [
        '  spec:',
        '    containers:',
        '    - name: tailscale',
        '      env:',
        '      - name: PORT',
        '-       value: "1"',
        '+       value: "41641"',
      ],
    ],
    [
      'a new list',
      container({ ports: [{ containerPort: 41641, protocol: 'UDP' }] }),
      [
        '  spec:',
        '    containers:',
        '    - name: tailscale',
        '+     ports:',
        '+     - containerPort: 41641',
        '+       protocol: UDP',
      ],
    ],
    [
      'a variable taken away',
      container({ env: [{ name: 'PORT', $patch: 'delete' }] }),
      [
        '  spec:',
        '    containers:',
        '    - name: tailscale',
        '      env:',
        '-     - name: PORT',
        '-       value: "1"',
      ],
    ],
    [
      'an argument more',
      { type: 'json', body: [{ op: 'add', path: '/spec/containers/1/args/-', value: '--port=1' }] },
      ['  spec:', '    containers:', '    - name: tailscale', '      args:', '+     - --port=1'],
    ],
  ])('%s', (_, patch, lines) => {
    expect(excerpt(pod, patch)).toEqual(lines)
  })

  test('neighbours are never shown', () => {
    expect(excerpt(pod, container({ env: [{ name: 'PORT', value: '2' }] })).join('\n')).not.toContain(
      'secret',
    )
  })

  test('a JSON patch that finds something else in its place is our mistake', () => {
    const patch: Patch = {
      type: 'json',
      body: [{ op: 'test', path: '/spec/containers/0/name', value: 'tailscale' }],
    }
    expect(() => applyPatch(pod, patch)).toThrow('does not fit')
  })
})
