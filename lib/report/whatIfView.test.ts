import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { diagnose } from '#lib/diagnose/diagnose.ts'
import { inputFromFiles } from '#lib/explain/inputFromFiles.ts'
import type { Diagnosis } from '#lib/tailnet/finding.ts'
import { clusterId, type TargetId } from '#lib/tailnet/ids.ts'
import type { RemedyOption } from '#lib/tailnet/remedyOption.ts'
import { isMeant, longestTry, readTryWords } from './tryWord.ts'
import { whatIfView } from './whatIfView.ts'

const now = new Date('2026-11-20T12:00:00Z')
const weekAgo = new Date(now.getTime() - 7 * 86_400_000)
const lab = join(import.meta.dirname, '../fake/lab')
const file = (...path: string[]) => ({
  name: path.at(-1) ?? '',
  text: readFileSync(join(lab, ...path), 'utf8'),
})

/** `api` of the lab, as the collector keeps it: behind the VPC CNI and an AWS NAT gateway. */
function apiOfTheLab(): Diagnosis {
  const subject = inputFromFiles({
    status: file('base', 'api', 'status.json'),
    netcheck: file('base', 'api', 'netcheck.json'),
    metrics: null,
    log: file('base', 'api', 'log.txt'),
    pings: null,
    devices: file('base', 'devices.json'),
    clusters: [file('clusters', 'eks-prod.json')],
    derpMap: file('derpmap.json'),
    pod: null,
  })
  if (!subject.ok) throw new Error(subject.failure.detail)
  return JSON.parse(JSON.stringify(diagnose(subject.value.input)))
}

const api = apiOfTheLab()
const options = api.remedies
  .filter(({ turns }) => turns.length > 0)
  .map(
    ({ patches, ...remedy }): RemedyOption => ({
      ...remedy,
      objects: patches.map(({ object }) => object),
      canTry: api.trials?.changes.some(each => each.remedy === remedy.id) ?? false,
      place: {
        id: api.target,
        cluster: { id: clusterId('c1'), name: 'eks-prod' },
        namespace: 'apps',
        kind: 'Deployment',
        workload: 'api',
        ordinal: null,
        name: 'api',
        parent: null,
      },
    }),
  )

/** As app/ask/askedParams.ts takes it. */
const askable = (words: string) => words.length <= longestTry

const tried = (text: string) => {
  const { words, unread } = readTryWords(text)
  const chosen = options.filter(option => words.some(word => isMeant(word, option)))
  const week = { bytes: () => 100, since: weekAgo }
  return whatIfView({ options, chosen, unread, diagnoses: chosen.length > 0 ? [api] : [], week, now })
}

describe('what if, on `api` of the lab', () => {
  test('every remedy that is proposed for its links can be tried', () => {
    expect(options.length).toBeGreaterThan(3)
    expect(options.filter(({ canTry }) => !canTry)).toEqual([])
  })

  test('nothing ticked: the changes with what each does alone, the most first', () => {
    const { outcome, choices } = tried('')
    expect(outcome).toBeNull()
    const turned = choices.map(({ alone }) => alone.bytesWeek)
    expect(turned).toEqual(turned.toSorted((a, b) => b - a))
    expect(choices.find(({ id }) => id === 'r-cni-disable-random')).toMatchObject({
      isChosen: false,
      toggled: 'r-cni-disable-random@eks-prod/apps/api',
      alone: { direct: 0, peerRelay: 0, stays: 5, bytesWeek: 0 },
    })
  })

  test('RANDOMIZESNAT=none alone turns nothing, and the NAT gateway is named as what is in the way', () => {
    const { outcome } = tried('r-cni-disable-random')
    expect(outcome).toMatchObject({ direct: 0, peerRelay: 0, stays: 5, bytesOff: 0, bytesLeft: 500 })
    expect(outcome?.reasons[0]?.why).toMatch(/^AWS NAT gateway stays hard/)
    expect(outcome?.reasons.reduce((sum, { links }) => sum + links, 0)).toBe(5)
  })

  test('with another NAT gateway it turns links direct; ticked once more it is out of the address', () => {
    const { outcome, choices } = tried('r-cni-disable-random,r-replace-nat-gateway')
    expect(outcome?.direct).toBeGreaterThan(0)
    expect(outcome?.bytesOff).toBe((outcome?.direct ?? 0) * 100)
    expect(choices.filter(({ isChosen }) => isChosen).map(({ id }) => id)).toHaveLength(2)
    expect(choices.find(({ id }) => id === 'r-replace-nat-gateway')?.toggled).toBe(
      'r-cni-disable-random@eks-prod/apps/api',
    )
  })

  test('a peer relay turns lap-hard but not lap-noudp, which says why', () => {
    const links = tried('r-peer-relay-node').outcome?.targets[0]?.links ?? []
    expect(links.find(({ peerName }) => peerName === 'lap-hard')?.to).toBe('peer_relay')
    expect(links.find(({ peerName }) => peerName === 'lap-noudp')).toMatchObject({
      to: null,
      why: expect.stringMatching(/no UDP/),
    })
  })

  test('a choice that no address can hold is no link', () => {
    const many = Array.from({ length: 101 }, (_, index) =>
      options.map(option => ({
        ...option,
        objects: [`gateway ${index % 2}`],
        place: {
          ...option.place,
          id: `t${index}` as TargetId,
          name: `${'long-name-of-a-workload-'.repeat(3)}${index}`,
        },
      })),
    ).flat()
    const view = whatIfView({
      options: many,
      chosen: [],
      unread: [],
      diagnoses: [],
      week: { bytes: () => 100, since: weekAgo },
      now,
    })
    expect(view.choices.map(({ targets }) => targets.length)).toContain(51)
    for (const { toggled, targets } of view.choices) {
      if (targets.length > 50) expect(toggled).toBeNull()
      if (toggled !== null) expect(askable(toggled)).toBe(true)
    }
  })

  test('words that say nothing are handed back', () => {
    expect(tried('r-peer-relay-node,<b>').unread).toEqual(['<b>'])
  })
})
