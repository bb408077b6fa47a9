import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import type { RoundWrite } from '#lib/store/roundWrite.ts'
import { clusterId, podUid, targetId } from '#lib/tailnet/ids.ts'
import { roundQueue } from './roundQueue.ts'

const log = pino({ level: 'silent' })
const round = (minute: number): RoundWrite => ({
  target: targetId({
    cluster: clusterId('c'),
    namespace: 'n',
    kind: 'Deployment',
    name: 'shop',
    ordinal: null,
  }),
  podUid: podUid('p'),
  slot: new Date(Date.UTC(2026, 10, 24, 0, minute)),
  source: 'status',
  startedAt: new Date(Date.UTC(2026, 10, 24, 0, minute)),
  tookMs: 5,
  intervalSeconds: 60,
  outcome: {
    ok: false,
    failure: { code: 'timeout', detail: 'no answer', httpStatus: null, retryAfterSeconds: null },
  },
})
const fine = { duplicate: false, flips: 0, derpBytes: 0, restarted: false }

describe('rounds on their way into the store', () => {
  test('arrive in order, many in one write while the one before it takes its time', async () => {
    const batches: number[][] = []
    const queue = roundQueue({
      log,
      stored: () => {},
      record: async writes => {
        batches.push(writes.map(each => each.slot.getUTCMinutes()))
        await new Promise(resolve => setTimeout(resolve, 5))
        return writes.map(() => fine)
      },
    })
    for (let minute = 0; minute < 6; minute++) queue.add([round(minute)])
    await queue.flush()
    expect(batches.flat()).toEqual([0, 1, 2, 3, 4, 5])
    expect(batches.length).toBeLessThanOrEqual(2)
  })

  test('one that cannot be stored costs no other', async () => {
    const stored: number[] = []
    const queue = roundQueue({
      log,
      stored: write => stored.push(write.slot.getUTCMinutes()),
      record: async writes => {
        if (writes.some(each => each.slot.getUTCMinutes() === 3)) throw new TypeError('bad round')
        return writes.map(() => fine)
      },
    })
    queue.add([0, 1, 2, 3, 4, 5].map(round))
    await queue.flush()
    expect(stored).toEqual([0, 1, 2, 4, 5])
  })

  test('flush waits for what is added while it waits', async () => {
    let count = 0
    const queue = roundQueue({
      log,
      stored: () => {},
      record: async writes => {
        await new Promise(resolve => setTimeout(resolve, 5))
        count += writes.length
        return writes.map(() => fine)
      },
    })
    queue.add([round(0)])
    const flushed = queue.flush()
    queue.add([round(1)])
    await flushed
    expect(count).toBe(2)
  })
})
