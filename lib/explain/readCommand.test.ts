import { describe, expect, test } from 'vitest'
import { help, readCommand } from './readCommand.ts'

const complaint = (...args: string[]) => {
  const command = readCommand(args)
  return command.ok ? 'read' : command.failure.detail
}

describe('flags that are refused, in one sentence', () => {
  test.each<[string[], string]>([
    [[], '--status FILE is missing; --help lists the flags'],
    [['--status'], "Option '--status <value>' argument missing; --help lists the flags"],
    [['--staus', 'x'], "Unknown option '--staus'; --help lists the flags"],
    [['--status', 'a', '--status', 'b'], '--status is given more than once'],
    [['--status', 'a', 'b'], "Unexpected argument 'b'"],
    [['--status', 'a', '--pod', 'web', '--cluster', 'c'], '--pod takes NAMESPACE/NAME'],
    [['--status', 'a', '--pod', 'apps/web'], '--pod needs --cluster'],
    [['--status', 'a', '--json=yes'], "'--json' does not take an argument"],
  ])('%j', (args, words) => {
    expect(complaint(...args)).toContain(words)
    expect(complaint(...args)).not.toContain('\n')
  })
})

test('clusters may be given several times', () => {
  const command = readCommand([
    '--json',
    '--status',
    's',
    '--cluster',
    'a',
    '--cluster=b',
    '--pod',
    'apps/web',
  ])
  expect(command).toMatchObject({
    value: {
      json: true,
      status: 's',
      clusters: ['a', 'b'],
      pod: { namespace: 'apps', name: 'web' },
      log: null,
    },
  })
})

test('help needs nothing else, and names every flag', () => {
  expect(readCommand(['--help'])).toEqual({ ok: true, value: { kind: 'help' } })
  for (const flag of [
    'status',
    'netcheck',
    'metrics',
    'log',
    'pings',
    'devices',
    'cluster',
    'derpmap',
    'pod',
    'json',
  ]) {
    expect(help).toContain(`--${flag} `)
  }
})
