import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clusterId, targetId } from '#lib/tailnet/ids.ts'
import { changedSubjects } from './changedSubjects.ts'

const cluster = clusterId('c1')
const target = targetId({ cluster, namespace: 'web', kind: 'Deployment', name: 'shop', ordinal: null })
const at = (seconds: number) => new Date(seconds * 1000)

describe('who is diagnosed anew', () => {
  test('all at the start, then nobody', () => {
    const subjects = changedSubjects()
    expect(subjects.take(at(0))?.all).toBe(true)
    expect(subjects.take(at(1))).toBeNull()
  })

  test('whoever was marked, once', () => {
    const subjects = changedSubjects()
    subjects.take(at(0))
    subjects.mark(target)
    subjects.mark(target)
    subjects.markCluster(cluster)
    expect(subjects.take(at(1))).toEqual({
      all: false,
      clusters: new Set([cluster]),
      targets: new Set([target]),
    })
    expect(subjects.take(at(2))).toBeNull()
  })

  test('later means not before', () => {
    const subjects = changedSubjects()
    subjects.take(at(0))
    subjects.markLater(target, at(60))
    expect(subjects.take(at(59))).toBeNull()
    expect(subjects.take(at(60))?.targets).toEqual(new Set([target]))
    expect(subjects.take(at(61))).toBeNull()
  })

  test('one time does not put off another', () => {
    const subjects = changedSubjects()
    subjects.take(at(0))
    subjects.markLater(target, at(60))
    subjects.markLater(target, at(600))
    expect(subjects.take(at(60))?.targets).toEqual(new Set([target]))
    expect(subjects.take(at(599))).toBeNull()
    expect(subjects.take(at(600))?.targets).toEqual(new Set([target]))
  })
})

type Step = { does: 'mark' | 'later'; who: number; at: number } | { does: 'take'; at: number }
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    does: fc.constantFrom('mark' as const, 'later' as const),
    who: fc.nat(5),
    at: fc.nat(100),
  }),
  fc.record({ does: fc.constant('take' as const), at: fc.nat(100) }),
)
const targetOf = (who: number) =>
  targetId({ cluster, namespace: 'web', kind: 'Deployment', name: `app-${who}`, ordinal: null })

test('whoever was marked is diagnosed once for it, and nobody else ever', () => {
  fc.assert(
    fc.property(fc.array(step), steps => {
      const subjects = changedSubjects()
      subjects.take(at(0))
      let due: { who: number; at: number }[] = []
      for (const each of steps) {
        if (each.does === 'mark') {
          subjects.mark(targetOf(each.who))
          due.push({ who: each.who, at: 0 })
        } else if (each.does === 'later') {
          subjects.markLater(targetOf(each.who), at(each.at))
          due.push(each)
        } else {
          const now = due.filter(one => one.at <= each.at)
          due = due.filter(one => one.at > each.at)
          const taken = subjects.take(at(each.at))
          expect(taken?.targets ?? new Set()).toEqual(new Set(now.map(({ who }) => targetOf(who))))
          expect(taken?.all ?? false).toBe(false)
        }
      }
    }),
  )
})
