import { expect, test } from 'vitest'
import type { Voice } from './model.ts'
import { tailscaleCli } from './servers/kubernetes/tailscaleCli.ts'

const speaking = (stdout: string, exitCode: number) =>
  ({ pingText: () => ({ stdout, exitCode }) }) as unknown as Voice
const pong = (via: string) => `pong from db (100.64.0.7) via ${via} in 9ms\n`

test.each([
  ['direct at once', pong('203.0.113.7:41641'), 0, { exitCode: 0, pongs: 10, stderr: '' }],
  [
    'by DERP only',
    `${pong('DERP(fra)').repeat(10)}direct connection not established\n`,
    1,
    { exitCode: 0, pongs: 10, stderr: '' },
  ],
  [
    'nobody there',
    `${'ping timed out\n'.repeat(10)}no reply\n`,
    1,
    { exitCode: 1, pongs: 0, stderr: 'no reply\n' },
  ],
])('ping --until-direct=false, %s', (_, stdout, exitCode, expected) => {
  const argv = ['ping', '-c=10', '--until-direct=false', '--timeout=2s', '100.64.0.7']
  const answer = tailscaleCli(argv, speaking(stdout, exitCode), [])
  const pongs = answer.stdout.split('\n').filter(line => line.startsWith('pong')).length
  expect({ exitCode: answer.exitCode, pongs, stderr: answer.stderr }).toEqual(expected)
})
