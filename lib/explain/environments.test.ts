import { afterAll, describe, expect, test } from 'vitest'
import { diagnose } from '#lib/diagnose/diagnose.ts'
import type { Diagnosis } from '#lib/tailnet/finding.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import { type Answer, answer } from './answer.ts'
import { columns } from './columns.ts'
import { clouds } from './environments/clouds.ts'
import { grounds } from './environments/grounds.ts'
import { recording } from './environments/recording.ts'
import type { Wire } from './environments/wire.ts'
import type { ExplainFiles } from './explainFiles.ts'
import { inputFromFiles } from './inputFromFiles.ts'

/** Environments that nobody recorded, as the files that `explain` would be given of them. Their truth is in the tables. */
const rows = [...clouds, ...grounds]

function explain(files: ExplainFiles): { said: Answer; diagnosis: Diagnosis } {
  const subject = inputFromFiles(files)
  if (!subject.ok) throw new Error(subject.failure.detail)
  const diagnosis = diagnose(subject.value.input)
  return { diagnosis, said: answer(subject.value.input, diagnosis) }
}

const codes = (said: Answer) => said.causes.map(({ code }) => code).sort()
const wanted = (causes: string) => causes.split(' ').filter(Boolean).sort()

describe('environments', () => {
  const cells = new Map<string, number>()
  const all: { expected: string; measured: PathKind }[] = []
  const table: string[][] = []
  afterAll(() => {
    const open = all.filter(({ expected }) => expected === 'depends')
    const right = all.filter(({ expected, measured }) => expected === measured)
    const counted = [...cells].map(([cell, count]) => [cell, String(count)])
    const sum = `${rows.length} environments, ${all.length} links: ${right.length} right, ${open.length} open`
    console.log(['', ...columns(table), '', ...columns(counted), sum].join('\n'))
  })

  test.each(rows)('%s', (words, environment, causes) => {
    const { files, truth } = recording(environment)
    const { said } = explain(files)
    const wrong: string[] = []
    for (const { peer, expected } of said.links) {
      const measured = truth.get(peer) ?? 'unknown'
      all.push({ expected, measured })
      const cell = `${measured} said ${expected}`
      cells.set(cell, (cells.get(cell) ?? 0) + 1)
      if (expected !== 'depends' && expected !== measured) wrong.push(`${peer}: ${expected}, is ${measured}`)
    }
    const found = said.causes.map(({ code, certainty }) => `${code} (${certainty})`)
    table.push([words, causes || 'none', found.join(', ') || 'none', wrong.join('; ')])
    expect(said.links).toHaveLength(truth.size)
    expect(codes(said)).toEqual(wanted(causes))
    expect(wrong).toEqual([])
  })

  test('of the links at most a quarter is left open', () => {
    const links = rows.flatMap(([, environment]) => explain(recording(environment).files).said.links)
    const open = links.filter(({ expected }) => expected === 'depends')
    expect(open.length / links.length).toBeLessThan(0.25)
  })
})

/** The same case with less known, or things called otherwise. */
const lesser: [string, (files: ExplainFiles) => ExplainFiles][] = [
  ['no netcheck', files => ({ ...files, netcheck: null })],
  ['no log', files => ({ ...files, log: null })],
  ['neither', files => ({ ...files, netcheck: null, log: null })],
  ['no device list', files => ({ ...files, devices: null })],
  ['status and netcheck alone', files => ({ ...files, devices: null, log: null, clusters: [] })],
  ['status alone', files => ({ ...files, devices: null, log: null, netcheck: null, clusters: [] })],
  ['status and objects', files => ({ ...files, devices: null, log: null, netcheck: null })],
  ['nodes without a providerID', files => changed(files, node => without(node, 'spec', 'providerID'))],
  ['nodes without labels', files => changed(files, unlabelled)],
  ['nodes not listed', files => changed(files, () => null)],
]

/** What EKS calls a kind of node by is all that tells it from the others. */
const unlabelled = (node: Wire): Wire => {
  const labels = (node.metadata as Wire).labels as Record<string, string>
  const kind = labels['eks.amazonaws.com/compute-type']
  const left = kind ? { 'eks.amazonaws.com/compute-type': kind } : {}
  return { ...node, metadata: { ...(node.metadata as Wire), labels: left } }
}

const without = (node: Wire, part: string, field: string): Wire => {
  const { [field]: _, ...rest } = node[part] as Wire
  return { ...node, [part]: rest }
}

function changed(files: ExplainFiles, change: (node: Wire) => Wire | null): ExplainFiles {
  const clusters = files.clusters.map(({ name, text }) => {
    const { items, ...list }: { items: Wire[] } = JSON.parse(text)
    const kept = items.flatMap(each => (each.kind === 'Node' ? (change(each) ?? []) : [each]))
    return { name, text: JSON.stringify({ ...list, items: kept }) }
  })
  return { ...files, clusters }
}

/** With less known a cause may be said more coarsely; it still has to lie on the same layer. */
const coarser = (code: string): string[] => {
  if (code === 'udp-blocked-netpol') return ['udp-blocked-all']
  if (code.startsWith('l2-')) return edges
  return code.startsWith('cni-') ? ['cni-unknown-hard'] : []
}
const edges = [
  'l2-aws-natgw',
  'l2-azure-natgw',
  'l2-gcp-cloudnat',
  'l2-shared-egress-hard',
  'l2-onprem-router-hard',
]

describe('with less', () => {
  const variants = rows.flatMap(row => lesser.map(each => ({ row, each, name: `${row[0]}: ${each[0]}` })))
  test.each(variants)('$name: no cause that is not there, no path that is not so', ({ row, each }) => {
    const { files, truth } = recording(row[1])
    const { said } = explain(each[1](files))
    const allowed = wanted(`${row[2]} ${row[3] ?? ''}`).flatMap(code => [code, ...coarser(code)])
    const wrong = said.links.filter(
      ({ peer, expected }) => expected !== 'depends' && expected !== truth.get(peer),
    )
    expect({
      causes: codes(said).filter(code => !allowed.includes(code)),
      paths: wrong.map(({ peer, expected }) => `${peer}: ${expected}, is ${truth.get(peer)}`),
    }).toEqual({ causes: [], paths: [] })
  })
})
