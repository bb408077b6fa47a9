import { describe, expect, test } from 'vitest'
import { clusterId, deviceId, targetId } from '#lib/tailnet/ids.ts'
import type { RemedyOption } from '#lib/tailnet/remedyOption.ts'
import { nextFixes } from './nextFixes.ts'

const option = (
  id: string,
  name: string,
  links: string,
  more: Partial<RemedyOption> & { cluster?: string } = {},
): RemedyOption => {
  const cluster = clusterId(more.cluster ?? 'c1')
  return {
    id,
    title: id,
    applies: 'yes',
    why: '',
    certainty: 'likely',
    effort: 'workload',
    objects: [`Deployment n/${name}`],
    canTry: true,
    place: {
      id: targetId({ cluster, namespace: 'n', kind: 'Deployment', name, ordinal: null }),
      cluster: { id: cluster, name: cluster },
      namespace: 'n',
      kind: 'Deployment',
      workload: name,
      ordinal: null,
      name,
      parent: null,
    },
    // "a" turns direct, "a*" goes by the relay, "-a" stays.
    turns: links.split(' ').map(link => ({
      peer: deviceId(link.replace(/[-*]/, '')),
      peerName: link,
      to: link.startsWith('-') ? null : link.endsWith('*') ? 'peer_relay' : 'direct',
      why: '',
    })),
    ...more,
  }
}
/** Bytes by peer: "a" 1, "b" 2, "c" 4, "d" 8. */
const bytes = (_: unknown, peer: string) => 2 ** 'abcd'.indexOf(peer)
const found = (...options: RemedyOption[]) =>
  nextFixes(options, bytes).map(fix => [
    fix.options[0]?.id,
    fix.options.map(({ place }) => place.name).join(' '),
    fix.bytes,
    `${fix.direct} direct, ${fix.peerRelay} relayed, ${fix.stays.length} stay`,
  ])

describe('the next fixes', () => {
  test('nothing to do', () => {
    expect(found()).toEqual([])
    expect(found(option('r', 'x', '-a -b'))).toEqual([])
    expect(
      found(option('r', 'x', 'a', { applies: 'unknown' }), option('r', 'y', 'a', { applies: 'no' })),
    ).toEqual([])
  })

  test('by bytes, not by links', () => {
    expect(found(option('many', 'x', 'a b'), option('big', 'y', 'd'))).toEqual([
      ['big', 'y', 8, '1 direct, 0 relayed, 0 stay'],
      ['many', 'x', 3, '2 direct, 0 relayed, 0 stay'],
    ])
  })

  test('one object of a cluster is one change for all its targets; of two clusters it is two', () => {
    const shared = { objects: ['DaemonSet kube-system/aws-node'], effort: 'cluster' as const }
    expect(
      found(
        option('cni', 'x', 'a -c', shared),
        option('cni', 'y', 'b', shared),
        option('cni', 'z', 'd', { ...shared, cluster: 'c2' }),
      ),
    ).toEqual([
      ['cni', 'z', 8, '1 direct, 0 relayed, 0 stay'],
      ['cni', 'y x', 3, '2 direct, 0 relayed, 1 stay'],
    ])
  })

  test('a machine elsewhere is one change for all clusters', () => {
    const relay = { objects: ['relay'], effort: 'elsewhere' as const }
    expect(
      found(option('relay', 'x', 'a*', relay), option('relay', 'y', 'b*', { ...relay, cluster: 'c2' })),
    ).toEqual([['relay', 'y x', 3, '0 direct, 2 relayed, 0 stay']])
  })

  test('of two that do as much the one that changes less, and the other is then of no use', () => {
    expect(
      found(
        option('network', 'x', 'a b c d', { effort: 'network' }),
        option('field', 'x', 'a b c d', { effort: 'field' }),
      ),
    ).toEqual([['field', 'x', 15, '4 direct, 0 relayed, 0 stay']])
  })

  test('what a better one has done already does not count again', () => {
    expect(
      found(
        option('all', 'x', 'a b c d', { effort: 'field' }),
        option('part', 'x', 'c d', { objects: ['other'] }),
      ),
    ).toEqual([['all', 'x', 15, '4 direct, 0 relayed, 0 stay']])
  })

  test('never more than three', () => {
    const options = ['w', 'x', 'y', 'z'].map((name, index) => option('r', name, 'abcd'.charAt(index)))
    expect(found(...options).map(([, name]) => name)).toEqual(['z', 'y', 'x'])
  })
})
