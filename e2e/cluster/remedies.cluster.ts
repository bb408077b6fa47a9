import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { judge } from '#lib/diagnose/diagnose.ts'
import type { Judgement } from '#lib/diagnose/judgement.ts'
import { refText } from '#lib/diagnose/remedies/objectPatch.ts'
import type { Proposal } from '#lib/diagnose/remedies/proposal.ts'
import { proposalsOf } from '#lib/diagnose/remedies/proposalsOf.ts'
import { type Scene, sceneOf } from '#lib/diagnose/remedies/scene.ts'
import { inputFromFiles } from '#lib/explain/inputFromFiles.ts'
import type { KubeObject } from '#lib/fake/model.ts'
import { labWorld } from '#lib/fake/world/labWorld.ts'
import { clusterVariants } from './clusterVariants.ts'
import { type DryRun, dryRun, objectOf, wordsOf } from './dryRun.ts'
import { PatchTable } from './patchTable.ts'
import { recordedPods } from './playRecordings.ts'
import { keepers, podVariants } from './podVariants.ts'
import { installKinds, pathOfObject, putObjects } from './putObjects.ts'
import { situations } from './situations.ts'
import { type Cluster, startCluster } from './startCluster.ts'
import { isTrueRefusal } from './whyRefused.ts'
import { silence, whySilent } from './whySilent.ts'

const lab = join(import.meta.dirname, '../../lib/fake/lab')
const file = (...path: string[]) => ({
  name: path.at(-1) ?? '',
  text: readFileSync(join(lab, ...path), 'utf8'),
})

/** What a recorded pod is judged by, in a cluster of these objects. */
function judgementOf(
  target: string,
  cluster: string,
  objects: readonly KubeObject[],
  pod: { namespace: string; name: string },
): Judgement {
  const list = { apiVersion: 'v1', kind: 'List', items: objects }
  const subject = inputFromFiles({
    status: file('base', target, 'status.json'),
    netcheck: file('base', target, 'netcheck.json'),
    metrics: file('base', target, 'metrics.txt'),
    log: file('base', target, 'log.txt'),
    pings: file('base', target, 'pings.json'),
    devices: file('base', 'devices.json'),
    clusters: [{ name: `${cluster}.json`, text: JSON.stringify(list) }],
    derpMap: file('derpmap.json'),
    pod,
  })
  if (!subject.ok) throw new Error(subject.failure.detail)
  return judge(subject.value.input)
}

/** What a remedy may change, and so which objects are its own. */
const kindsOf: Readonly<Record<string, readonly string[]>> = {
  'r-remove-forced-relay-env': ['Deployment', 'StatefulSet', 'DaemonSet', 'Pod', 'ProxyClass'],
  'r-netpol-allow-udp': ['NetworkPolicy', 'CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'],
  'r-set-port': ['Deployment', 'StatefulSet', 'DaemonSet', 'Pod'],
  'r-hostport': ['Deployment', 'StatefulSet', 'DaemonSet', 'Pod', 'Node'],
  'r-hostnetwork-public-node': ['Deployment', 'StatefulSet', 'DaemonSet', 'Pod', 'Node'],
  'r-static-endpoints-nodeport': ['ProxyClass', 'ProxyGroup', 'Node'],
  'r-cilium-port': ['Deployment', 'StatefulSet', 'DaemonSet', 'Pod', 'ProxyClass'],
  'r-peer-relay-crd': ['PeerRelay'],
  'r-lb-static-endpoint': ['Deployment', 'StatefulSet', 'Service'],
  'r-cni-disable-random': ['DaemonSet', 'FelixConfiguration', 'ConfigMap'],
}

const table = new PatchTable()
const tried = { patches: 0, scenes: 0, refused: 0, silent: 0 }

/** Sends each patch of a remedy, once for each variant, and asserts what comes of it. */
async function tryPatches(
  cluster: Cluster,
  { id, patches }: Proposal,
  where: string,
  done: Map<string, string[]>,
): Promise<string[]> {
  const objects: string[] = []
  for (const patch of patches) {
    const key = `${patch.object}\n${patch.command}\n${patch.manifest}`
    const before = done.get(key)
    const runs: DryRun[] = before ? [] : await dryRun(cluster.admin, patch)
    for (const { object, answer, changed, unnamed, missed } of runs) {
      const what = `${where}: ${id}: ${patch.object}`
      expect([what, answer.status < 300 ? '' : answer.text]).toEqual([what, ''])
      expect([what, { unnamed, missed }]).toEqual([what, { unnamed: [], missed: [] }])
      expect([what, changed.length > 0]).toEqual([what, true])
      expect([what, kindsOf[id] ?? []]).toEqual([what, expect.arrayContaining([kindOf(object)])])
      tried.patches += 1
    }
    const names = before ?? runs.map(({ object }) => object)
    done.set(key, names)
    const isCounted = done.has(`${id}\n${key}`)
    done.set(`${id}\n${key}`, names)
    for (const object of names)
      table.add(`${cluster.name}: ${object}`, id, { kind: 'passed', patches: isCounted ? 0 : 1 })
    objects.push(...names)
  }
  return objects
}

const kindOf = (object: string) => object.split(' ')[1] ?? ''

/** Whatever is proposed has to say what it needs, what it costs, and how to see that it worked. */
function isWhole(where: string, { id, applies, why, checks, limits, verify, links }: Proposal, scene: Scene) {
  if (applies === 'no')
    return expect([where, id, why, isTrueRefusal(why, scene)]).toEqual([where, id, why, true])
  const { command, expect: expected } = typeof verify === 'function' ? verify(null) : verify
  const lacks = {
    checks: checks.length === 0,
    limits: limits.length === 0,
    verify: command === '' || expected === '',
    links: links.length === 0,
  }
  expect([where, id, lacks]).toEqual([
    where,
    id,
    { checks: false, limits: false, verify: false, links: false },
  ])
}

describe.each(labWorld().clusters)('$name: every remedy for every object', ({ name, objects }) => {
  let cluster: Cluster
  let held: readonly KubeObject[] = objects
  beforeAll(async () => {
    cluster = await startCluster(name)
    await installKinds(cluster.admin)
    await putObjects(cluster.admin, objects)
  })
  afterAll(() => cluster?.stop())

  /** Has the server hold these objects instead of those before. */
  async function hold(wanted: readonly KubeObject[]): Promise<void> {
    const isIn = (list: readonly KubeObject[]) => (object: KubeObject) => list.includes(object)
    const gone = held.filter(object => !isIn(wanted)(object) && object.kind !== 'Namespace')
    for (const object of gone) await cluster.admin('DELETE', `${pathOfObject(object)}?gracePeriodSeconds=0`)
    // A merge of the namespaces as they were would leave the new labels.
    await Promise.all(
      held.filter(({ kind }) => kind === 'Namespace').map(space => dropLabels(cluster.admin, space, wanted)),
    )
    // Namespaces last: one that enforces a level takes no pod that is there already.
    const isSpace = ({ kind }: KubeObject) => kind === 'Namespace'
    const added = wanted.filter(object => !isIn(held)(object))
    await putObjects(cluster.admin, [...added.filter(object => !isSpace(object)), ...added.filter(isSpace)])
    held = wanted
  }

  const variants = [...podVariants, ...clusterVariants].flatMap(({ name: what, change }) => {
    const changed = change(objects)
    return changed ? [{ what, changed, isKept: keepers.some(keeper => keeper.name === what) }] : []
  })

  test.each(variants)('$what', async ({ what, changed, isKept }) => {
    await hold(changed)
    const done = new Map<string, string[]>()
    const refused = new Map<string, string>()
    for (const { target, pod } of recordedPods(name)) {
      const judgement = judgementOf(target, name, changed, pod)
      for (const situation of situations) {
        const scene = sceneOf(situation.change(judgement))
        const where = `${what}, ${target}, ${situation.name}`
        const proposals = proposalsOf(scene)
        const own = `${name}: ${scene.pod ? refText(scene.pod.workload) : where}`
        tried.scenes += 1
        for (const proposal of proposals) {
          isWhole(where, proposal, scene)
          if (isKept) keptIsNotPatched(where, proposal)
          const touched = await tryPatches(cluster, proposal, where, done)
          record(own, proposal, touched)
          if (proposal.applies === 'no') refused.set(proposal.id, proposal.why)
        }
        for (const id of Object.keys(whySilent)) {
          const spoke = proposals.some(proposal => proposal.id === id)
          const why = silence(id, scene)
          expect([where, id, spoke ? null : why]).toEqual([where, id, why])
          if (!spoke) {
            expect([where, id, why]).toEqual([where, id, expect.any(String)])
            tried.silent += 1
            table.add(own, id, { kind: 'silent', why: why ?? '' })
          }
        }
      }
    }
    addOthers(changed, refused)
  })

  function addOthers(changed: readonly KubeObject[], refused: ReadonlyMap<string, string>) {
    for (const { apiVersion, kind, metadata } of changed) {
      if (['Pod', 'ReplicaSet', 'Namespace'].includes(kind)) continue
      const words = `${name}: ${wordsOf({ apiVersion, kind, metadata })}`
      for (const id of Object.keys(whySilent)) {
        const kinds = kindsOf[id] ?? []
        const why =
          kinds.length === 0
            ? 'it changes nothing in the cluster'
            : kinds.includes(kind)
              ? (refused.get(id) ?? `it changes another object`)
              : `it changes ${kinds.join(', ')}`
        table.add(words, id, { kind: 'silent', why })
      }
    }
  }
})

async function dropLabels(admin: Cluster['admin'], space: KubeObject, wanted: readonly KubeObject[]) {
  const then = wanted.find(
    ({ kind, metadata }) => kind === 'Namespace' && metadata.name === space.metadata.name,
  )
  const gone = Object.keys(space.metadata.labels ?? {}).filter(key => !(key in (then?.metadata.labels ?? {})))
  if (gone.length === 0) return
  const labels = Object.fromEntries(gone.map(key => [key, null]))
  await admin(
    'PATCH',
    pathOfObject(space),
    { metadata: { labels } },
    { contentType: 'application/merge-patch+json' },
  )
}

function record(own: string, { id, applies, why, patches }: Proposal, touched: readonly string[]) {
  if (applies === 'no') table.add(own, id, { kind: 'not', why })
  else if (patches.length > 0 && touched.length === 0) table.add(own, id, { kind: 'command' })
}

/** Who keeps an object takes a patch by hand back: its own source is changed, by its own tool. */
function keptIsNotPatched(where: string, { id, patches }: Proposal) {
  for (const patch of patches) {
    const object = objectOf(patch)
    if (!object || patch.object.endsWith('(new)') || object.kind === 'Pod') continue
    expect([where, id, patch.object]).toEqual([where, id, expect.stringContaining('(kept by ')])
    expect([where, id, patch.command]).toEqual([
      where,
      id,
      expect.not.stringMatching(/^\s*kubectl .*\b(patch|set|apply)\b/m),
    ])
    expect([where, id, patch.command]).toEqual([where, id, expect.stringMatching(/^(helm|argocd|flux) /m)])
    expect(patch.manifest).not.toBe('')
  }
}

afterAll(() => {
  process.stdout.write(
    `${table.text()}\n${table.rows.size} objects; cells: ${table.count('passed')} pass, ${table.count('command')} a command only, ${table.count('not')} do not apply, ${table.count('silent')} not applicable; ${tried.patches} patches tried in ${tried.scenes} scenes\n`,
  )
})
