import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inputFromFiles } from '#lib/explain/inputFromFiles.ts'
import type { Hardness } from '#lib/tailnet/finding.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import { diagnose } from './diagnose.ts'
import type { DiagnoseInput } from './input.ts'

/** Diagnosis beside the truth that was measured in the lab (lib/fake/lab/README.md). */

const lab = join(import.meta.dirname, '../fake/lab')
const file = (...path: string[]) => ({
  name: path.at(-1) ?? '',
  text: readFileSync(join(lab, ...path), 'utf8'),
})

interface Case {
  pod: { cluster: string }
  truth: {
    l1: Hardness
    l2: Hardness
    inbound: string
    causes: string[]
    links: Record<string, { kind: PathKind }>
  }
}
const caseOf = (folder: string): Case => JSON.parse(file(folder, 'case.json').text)

const folders = ['base', 'pods', 'relay'].flatMap(phase =>
  readdirSync(join(lab, phase), { withFileTypes: true })
    .filter(entry => entry.isDirectory() && entry.name !== 'relay-server')
    .map(entry => `${phase}/${entry.name}`),
)

function inputOf(folder: string): DiagnoseInput {
  const subject = inputFromFiles({
    status: file(folder, 'status.json'),
    netcheck: file(folder, 'netcheck.json'),
    metrics: file(folder, 'metrics.txt'),
    log: file(folder, 'log.txt'),
    pings: file(folder, 'pings.json'),
    devices: file(folder.split('/')[0] ?? '', 'devices.json'),
    clusters: [file('clusters', `${caseOf(folder).pod.cluster}.json`)],
    derpMap: file('derpmap.json'),
    pod: null,
  })
  if (!subject.ok) throw new Error(subject.failure.detail)
  return subject.value.input
}

const allClusters = () => readdirSync(join(lab, 'clusters')).map(name => file('clusters', name))

describe.each(folders)('%s', folder => {
  const { truth } = caseOf(folder)
  const found = diagnose(inputOf(folder))

  test('no layer is told wrong, and L1 is told', () => {
    const { l1, l2 } = found.chain
    // Without UDP nothing outside the node can be measured, and behind a hard L1 it does not show.
    const isHidden = truth.l1 === 'hard' || truth.inbound.endsWith('blocked')
    expect(l1.hardness).toBe(truth.l1)
    expect(isHidden && l2.hardness === 'unknown' ? truth.l2 : l2.hardness).toBe(truth.l2)
  })

  test('the inbound side is as it was', () => expect(found.chain.inbound.by).toBe(truth.inbound))

  test('causes of the pod’s side are the true ones, and none is merely possible', () => {
    const own = found.findings.filter(({ subject }) => subject.kind === 'target')
    expect(own.map(({ code }) => code).sort()).toEqual([...truth.causes].sort())
    expect(own.filter(({ certainty }) => certainty === 'possible')).toEqual([])
  })

  test('what is predicted was measured', () => {
    const wrong = found.peers.flatMap(({ peerName, expected }) => {
      const measured = truth.links[peerName]?.kind
      if (!measured || expected === 'depends') return []
      // No file of the lab holds the policy, so that a peer relay is never foreseen.
      const isRight = expected === measured || (expected === 'derp' && measured === 'peer_relay')
      return isRight ? [] : [`${peerName}: predicted ${expected}, measured ${measured}`]
    })
    expect(wrong).toEqual([])
  })

  test('every relayed link has a cause, and a direct one none but its survival', () => {
    const relayed = found.peers.filter(({ path }) => path === 'derp' || path === 'peer_relay')
    expect(relayed.filter(({ causes }) => causes.length === 0)).toEqual([])
    expect(
      relayed.filter(
        ({ causes }) => causes.includes('undetermined') || causes.includes('expected-direct-but-derp'),
      ),
    ).toEqual([])
    const direct = found.peers.filter(({ path }) => path === 'direct')
    expect(direct.filter(({ causes }) => causes.length > 0)).toEqual([])
  })
})

test('at most a quarter of the links is left open', () => {
  const links = folders.flatMap(folder =>
    diagnose(inputOf(folder)).peers.filter(({ peerName }) => peerName in caseOf(folder).truth.links),
  )
  const open = links.filter(({ expected }) => expected === 'depends')
  expect(open.length / links.length).toBeLessThan(0.25)
})

describe('with the facts of all clusters, as the collector has them', () => {
  test.each(folders.filter(folder => folder.startsWith('pods/')))('%s: no prediction turns wrong', folder => {
    const subject = inputFromFiles({
      status: file(folder, 'status.json'),
      netcheck: file(folder, 'netcheck.json'),
      metrics: null,
      log: file(folder, 'log.txt'),
      pings: null,
      devices: file('pods', 'devices.json'),
      clusters: allClusters(),
      derpMap: file('derpmap.json'),
      pod: null,
    })
    if (!subject.ok) throw new Error(subject.failure.detail)
    const { links } = caseOf(folder).truth
    const wrong = diagnose(subject.value.input).peers.filter(({ peerName, expected }) => {
      const measured = links[peerName]?.kind
      return measured !== undefined && expected !== 'depends' && expected !== measured
    })
    expect(wrong.map(({ peerName, expected }) => [peerName, expected])).toEqual([])
  })
})
