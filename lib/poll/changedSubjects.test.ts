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
