import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { diagnose } from '#lib/diagnose/diagnose.ts'
import type { Diagnosis, EvidenceSource, Expected } from '#lib/tailnet/finding.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import { type Answer, answer, ownFindings } from './answer.ts'
import { columns } from './columns.ts'
import type { ExplainFiles, GivenFile } from './explainFiles.ts'
import { inputFromFiles, type Subject } from './inputFromFiles.ts'
import { print } from './print.ts'

const root = resolve(import.meta.dirname, '../..')
const lab = join(root, 'lib/fake/lab')
const file = (...path: string[]): GivenFile => ({
  name: path.at(-1) ?? '',
  text: readFileSync(join(lab, ...path), 'utf8'),
})

interface Truth {
  pod: { cluster: string; namespace: string; name: string }
  device: string
  truth: { causes: string[]; links: Record<string, { kind: PathKind }> }
}
const truthOf = (folder: string): Truth => JSON.parse(file(folder, 'case.json').text)

const cases = ['base', 'pods', 'relay'].flatMap(phase =>
  readdirSync(join(lab, phase), { withFileTypes: true })
    .filter(entry => entry.isDirectory() && entry.name !== 'relay-server')
    .map(entry => `${phase}/${entry.name}`),
)

/** What someone with access to one cluster would have at hand. */
function filesOf(folder: string): ExplainFiles {
  const [phase = ''] = folder.split('/')
  return {
    status: file(folder, 'status.json'),
    netcheck: file(folder, 'netcheck.json'),
    metrics: file(folder, 'metrics.txt'),
    log: file(folder, 'log.txt'),
    pings: file(folder, 'pings.json'),
    devices: file(phase, 'devices.json'),
    clusters: [file('clusters', `${truthOf(folder).pod.cluster}.json`)],
    derpMap: file('derpmap.json'),
    pod: null,
  }
}

function explain(files: ExplainFiles): { subject: Subject; diagnosis: Diagnosis; said: Answer } {
  const subject = inputFromFiles(files)
  if (!subject.ok) throw new Error(subject.failure.detail)
  const diagnosis = diagnose(subject.value.input)
  return { subject: subject.value, diagnosis, said: answer(subject.value.input, diagnosis) }
}

const codes = (said: Answer) => said.causes.map(cause => cause.code).sort()
const linksOf = (folder: string, said: Answer) =>
  said.links.flatMap(link => {
    const measured = truthOf(folder).truth.links[link.peer]?.kind
    return measured ? [{ ...link, measured }] : []
  })

describe('who is explained', () => {
  test.each(cases)('%s', folder => {
    const { said } = explain(filesOf(folder))
    const { device, pod } = truthOf(folder)
    expect(said.device).toBe(device)
    expect(said.pod).toEqual({ namespace: pod.namespace, name: pod.name })
  })
})

describe('the path of every peer is the measured one', () => {
  test.each(cases)('%s', folder => {
    const { said } = explain(filesOf(folder))
    const { links } = truthOf(folder).truth
    for (const { peer, path } of said.links) {
      const measured = links[peer]?.kind
      if (measured) expect([peer, path]).toEqual([peer, measured])
      else expect(['idle', 'offline']).toContain(path)
    }
    expect(Object.keys(links).filter(peer => !said.links.some(link => link.peer === peer))).toEqual([])
  })
})

describe('the predicted path', () => {
  const counts = new Map<string, number>()
  const wrong: string[] = []

  afterAll(() => {
    const measuredKinds = ['direct', 'peer_relay', 'derp']
    const expectedKinds: Expected[] = ['direct', 'peer_relay', 'derp', 'depends']
    const rows = measuredKinds.map(measured => [
      measured,
      ...expectedKinds.map(expected => String(counts.get(`${measured}/${expected}`) ?? 0)),
    ])
    console.log(['', ...columns([['measured \\ predicted', ...expectedKinds], ...rows]), ...wrong].join('\n'))
  })

  test.each(cases)('%s: direct is direct, relayed is relayed', folder => {
    const links = linksOf(folder, explain(filesOf(folder)).said)
    const missed = links.filter(({ expected, measured }) => {
      if (expected === 'direct') return measured !== 'direct'
      return expected !== 'depends' && measured === 'direct'
    })
    for (const { expected, measured } of links) {
      const key = `${measured}/${expected}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    for (const { peer, expected, measured } of missed) {
      wrong.push(`${folder} to ${peer}: predicted ${expected}, measured ${measured}`)
    }
    expect(missed.map(({ peer, expected, measured }) => [peer, expected, measured])).toEqual([])
  })

  /** Nothing that shows a path: addresses in use, relays, counters, pings. */
  function blanked(files: ExplainFiles): ExplainFiles {
    const status = JSON.parse(files.status.text)
    for (const peer of Object.values<Record<string, unknown>>(status.Peer)) {
      Object.assign(peer, { CurAddr: '', PeerRelay: '', RxBytes: 0, TxBytes: 0 })
    }
    return { ...files, status: { ...files.status, text: JSON.stringify(status) }, pings: null }
  }

  test.each(cases)('%s: is the same where nothing observed is told', folder => {
    const seen = explain(filesOf(folder)).said.links.map(({ peer, expected }) => [peer, expected])
    const unseen = explain(blanked(filesOf(folder))).said.links.map(({ peer, expected }) => [peer, expected])
    expect(unseen).toEqual(seen)
  })
})

describe('the causes on the side of the pod', () => {
  const rows: string[][] = []
  afterAll(() => console.log(['', ...columns([['case', 'true', 'found'], ...rows])].join('\n')))

  test.each(cases)('%s', folder => {
    const { said } = explain(filesOf(folder))
    const { causes } = truthOf(folder).truth
    const found = said.causes.map(({ code, certainty }) => `${code} (${certainty})`)
    rows.push([folder, causes.join(', ') || 'none', found.join(', ') || 'none'])
    expect(codes(said)).toEqual([...causes].sort())
  })
})

describe('with a file less', () => {
  const taken: [string, Partial<ExplainFiles>, EvidenceSource[]][] = [
    ['netcheck', { netcheck: null }, ['netcheck']],
    ['log', { log: null }, ['log']],
    ['device list', { devices: null }, ['tailscale_api']],
    [
      'netcheck, log and device list',
      { netcheck: null, log: null, devices: null },
      ['netcheck', 'log', 'tailscale_api'],
    ],
    ['cluster', { clusters: [] }, ['kubernetes']],
    [
      'everything but status',
      { netcheck: null, log: null, devices: null, clusters: [], metrics: null, pings: null, derpMap: null },
      ['netcheck', 'log', 'tailscale_api', 'kubernetes', 'metrics', 'ping'],
    ],
  ]
  const rows = cases.flatMap(folder =>
    taken.map(([name, change, sources]) => ({ folder, name, change, sources })),
  )

  /** Without the objects it cannot be said that a policy blocks UDP, only that something does. */
  const coarser: Record<string, string> = { 'udp-blocked-netpol': 'udp-blocked-all' }

  test.each(rows)('$folder without $name: no cause that is not there', ({ folder, change }) => {
    const { causes } = truthOf(folder).truth
    const { said } = explain({ ...filesOf(folder), ...change })
    const allowed = [...causes, ...causes.flatMap(code => coarser[code] ?? [])]
    expect(codes(said).filter(code => !allowed.includes(code))).toEqual([])
  })

  test.each(rows)('$folder without $name: nothing certain rests on it', ({ folder, change, sources }) => {
    const { diagnosis } = explain({ ...filesOf(folder), ...change })
    const certain = diagnosis.findings.filter(finding => finding.certainty === 'certain')
    const resting = certain.filter(({ evidence }) =>
      evidence.some(({ source, seen }) => seen !== 'unknown' && sources.includes(source)),
    )
    expect(resting.map(finding => finding.code)).toEqual([])
    const before = ownFindings(explain(filesOf(folder)).diagnosis)
    const surer = ownFindings(diagnosis).filter(
      finding =>
        finding.certainty === 'certain' &&
        before.some(each => each.code === finding.code && each.certainty !== 'certain'),
    )
    expect(surer.map(finding => finding.code)).toEqual([])
  })

  test.each(rows)(
    '$folder without $name: each link on DERP says why, or what is missing',
    ({ folder, change }) => {
      const { said, diagnosis } = explain({ ...filesOf(folder), ...change })
      const silent = diagnosis.peers.filter(({ path, peer, causes }) => {
        if (path !== 'derp') return false
        const findings = diagnosis.findings.filter(
          ({ code, subject }) => causes.includes(code) && (subject.kind !== 'link' || subject.peer === peer),
        )
        return !findings.some(({ certainty, missing }) => certainty === 'certain' || missing.length > 0)
      })
      expect(silent.map(({ peerName, causes }) => [peerName, causes])).toEqual([])
      expect(said.links.filter(link => link.path === 'derp' && link.causes.length === 0)).toEqual([])
    },
  )
})

describe('as text', () => {
  test.each(cases)('%s: names every peer and cause, and hides nothing', folder => {
    const { subject, diagnosis, said } = explain(filesOf(folder))
    const text = print(subject, diagnosis)
    for (const { peer } of said.links) expect(text).toContain(peer)
    for (const { code } of said.causes) expect(text).toContain(`(${code})`)
    expect(text).not.toMatch(/undefined|\[object|NaN/)
  })

  test('a peer whose name holds control characters cannot move the cursor', () => {
    const files = filesOf('base/api')
    const status = files.status.text.replace(
      '"HostName": "lap-hard"',
      '"HostName": "lap\\u001b[2J\\u202ehard"',
    )
    expect(status).not.toBe(files.status.text)
    const { subject, diagnosis } = explain({ ...files, status: { name: 's', text: status } })
    const text = print(subject, diagnosis)
    expect(text).toContain('lap[U+001B][2J[U+202E]hard')
    expect(text).not.toContain('\u001b')
  })
})

describe('the command itself', () => {
  const command = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'scripts/explain.mjs'), ...args], { cwd: lab, encoding: 'utf8' })

  test('--json prints the answer alone on stdout', () => {
    const folder = 'base/calico'
    const flags = ['--status', `${folder}/status.json`, '--netcheck', `${folder}/netcheck.json`]
    const more = [
      '--devices',
      'base/devices.json',
      '--cluster',
      'clusters/dc-calico.json',
      '--log',
      `${folder}/log.txt`,
    ]
    const { stdout, stderr, status } = command('--json', ...flags, ...more)
    expect([status, stderr]).toEqual([0, ''])
    const said: Answer = JSON.parse(stdout)
    expect(Object.keys(said)).toEqual(['device', 'pod', 'links', 'causes'])
    expect(said.pod).toEqual({ namespace: 'apps', name: 'calico-9f71afeaa4-7b83a' })
    expect(codes(said)).toEqual(['cni-calico-random'])
    for (const { peer, path, measured } of linksOf(folder, said))
      expect([peer, path]).toEqual([peer, measured])
  })

  test('without --json prints text', () => {
    const { stdout, status } = command('--status', 'base/calico/status.json')
    expect(status).toBe(0)
    expect(stdout).toContain('5 of 7 links with traffic go through DERP.')
  })

  test.each([
    [
      'a file that is not there',
      ['--status', 'nothing.json'],
      'the file nothing.json, given with --status, is not there',
    ],
    ['a folder', ['--status', 'base'], 'is a folder'],
    ['a wrong file', ['--status', 'base/api/netcheck.json'], 'it is a netcheck'],
    ['an unknown flag', ['--frobnicate'], "Unknown option '--frobnicate'"],
  ])('%s: one sentence on stderr, and 2', (_, args, words) => {
    const { stdout, stderr, status } = command(...args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(words)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  test('--help', () => {
    const { stdout, status } = command('--help')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^Usage: /)
  })
})
