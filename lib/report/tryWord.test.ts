import { describe, expect, test } from 'vitest'
import { clusterId, targetId } from '#lib/tailnet/ids.ts'
import type { RemedyOption } from '#lib/tailnet/remedyOption.ts'
import { isMeant, readTryWords, writeTryWords } from './tryWord.ts'

const option = (id: string, name: string, clusterName = 'eks'): RemedyOption => ({
  id,
  title: id,
  applies: 'yes',
  why: '',
  certainty: 'likely',
  effort: 'field',
  objects: [],
  canTry: true,
  turns: [],
  place: {
    id: targetId({ cluster: clusterId('c1'), namespace: 'apps', kind: 'Deployment', name, ordinal: null }),
    cluster: { id: clusterId('c1'), name: clusterName },
    namespace: 'apps',
    kind: 'Deployment',
    workload: name,
    ordinal: null,
    name,
    parent: null,
  },
})
const [api, web] = [option('r-set-port', 'api'), option('r-set-port', 'web')]

describe('remedies to try, as an address names them', () => {
  test.each([
    ['r-set-port', ['api', 'web']],
    ['r-set-port@eks', ['api', 'web']],
    ['r-set-port@c1', ['api', 'web']],
    ['r-set-port@eks/apps/api', ['api']],
    ['r-set-port@eks/apps/api,r-set-port@eks/apps/web', ['api', 'web']],
    ['r-set-port@gke', []],
    ['r-set-port@eks/other/api', []],
    ['r-hostport', []],
  ])('%s means %j', (text, names) => {
    const { words, unread } = readTryWords(text)
    expect(unread).toEqual([])
    const meant = [api, web].filter(each => words.some(word => isMeant(word, each)))
    expect(meant.map(({ place }) => place.name)).toEqual(names)
  })

  test.each(['x', 'r-a@', 'r-a@eks/apps', 'r-a@eks/apps/api/more', 'r-a@%E0%A4%A', 'R-A', '<script>'])(
    '%j says nothing',
    text => {
      expect(readTryWords(text)).toEqual({ words: [], unread: [text] })
    },
  )

  test.each<[RemedyOption[], RemedyOption[], string]>([
    [[api, web], [api, web], 'r-set-port@eks'],
    [[api], [api, web], 'r-set-port@eks/apps/api'],
    [[api], [api], 'r-set-port@eks/apps/api'],
    [[], [api, web], ''],
  ])('the shortest words (%#)', (chosen, all, words) => {
    expect(writeTryWords(chosen, all)).toBe(words)
  })

  test('a name with signs of ours in it comes back as it was', () => {
    const odd = option('r-set-port', 'api', 'arn:aws:eks:eu-west-1:1:cluster/a,b@c')
    const { words, unread } = readTryWords(writeTryWords([odd], [odd, api]))
    expect(unread).toEqual([])
    expect(words.map(word => isMeant(word, odd))).toEqual([true])
  })
})
