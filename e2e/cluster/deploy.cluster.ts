import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import type { KubeObject } from '#lib/fake/model.ts'
import { pathOfObject } from './putObjects.ts'
import { type Cluster, startCluster } from './startCluster.ts'

/** Every manifest that we ship, applied by the server itself, as `kubectl apply --server-side` does. */
const deploy = join(import.meta.dirname, '../../deploy')
const files = ['rbac', 'push'].flatMap(folder =>
  readdirSync(join(deploy, folder))
    .filter(name => name.endsWith('.yaml'))
    .map(name => `${folder}/${name}`),
)

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster('deploy')
  for (const name of ['shop', 'tailpath'])
    await cluster.admin('POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    })
})
afterAll(() => cluster?.stop())

const objectsOf = (file: string) =>
  parseAllDocuments(readFileSync(join(deploy, file), 'utf8')).map(document => document.toJS() as KubeObject)

/** In the namespace that kubectl would be given with -n, where the manifest names none. */
function placed(object: KubeObject): KubeObject {
  const isBare = object.metadata.namespace === undefined && /^Role(Binding)?$/.test(object.kind)
  return isBare ? { ...object, metadata: { ...object.metadata, namespace: 'shop' } } : object
}

async function applied(object: KubeObject, more = '') {
  const query = `fieldManager=kubectl&fieldValidation=Strict${more}`
  return await cluster.admin('PATCH', `${pathOfObject(object)}?${query}`, object, {
    contentType: 'application/apply-patch+yaml',
  })
}

/** Paths of what the manifest says and the object on the server does not; lists go by their order. */
function lost(wanted: unknown, found: unknown, path = ''): string[] {
  if (typeof wanted !== 'object' || wanted === null) return wanted === found ? [] : [path]
  if (typeof found !== 'object' || found === null) return [path]
  return Object.entries(wanted).flatMap(([key, value]) =>
    lost(value, (found as Record<string, unknown>)[key], `${path}/${key}`),
  )
}

test('all that is in the folders is here', () => {
  expect(files.sort()).toEqual([
    'push/daemonset.yaml',
    'push/sidecar.yaml',
    'rbac/t1-objects.yaml',
    'rbac/t3-metrics-logs.yaml',
    'rbac/t4-exec.yaml',
  ])
})

describe.each(files)('deploy/%s', file => {
  test('is taken by server-side apply with strict fields, and kept as it stands', async () => {
    for (const object of objectsOf(file).map(placed)) {
      const what = `${object.kind} ${object.metadata.name}`
      const answer = await applied(object)
      expect([what, answer.status, answer.status < 300 ? '' : answer.text]).toEqual([
        what,
        expect.toBeOneOf([200, 201]),
        '',
      ])
      const kept = (await cluster.admin('GET', pathOfObject(object))).json()
      expect([what, lost(object, kept)]).toEqual([what, []])
    }
  })

  test('applied once more, it changes nothing', async () => {
    for (const object of objectsOf(file).map(placed)) {
      const version = async () =>
        ((await cluster.admin('GET', pathOfObject(object))).json() as unknown as KubeObject).metadata
          .resourceVersion
      const before = await version()
      expect((await applied(object)).status).toBe(200)
      expect(await version()).toBe(before)
    }
  })

  test('a field that is misspelt would be refused: the check is strict', async () => {
    const [object] = objectsOf(file).map(placed)
    if (!object) throw new Error('an empty file')
    const answer = await applied({ ...object, metadata: { ...object.metadata, lables: {} } }, '&dryRun=All')
    // kube-apiserver 1.36 has 500 for it.
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.text).toContain('.metadata.lables: field not declared in schema')
  })
})

describe.each([
  ['push/daemonset.yaml', 'baseline', /hostPath/],
  ['push/sidecar.yaml', 'restricted', /runAsNonRoot|seccompProfile/],
])('the pods of deploy/%s', (file, tooStrict, why) => {
  /** What a controller makes of the template. */
  function podOf(object: KubeObject, namespace: string): KubeObject {
    const { template } = object.spec as { template: { metadata: Record<string, unknown>; spec: object } }
    const name = `${object.metadata.name}-0`
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...template.metadata, name, namespace },
      spec: template.spec,
    }
  }

  async function madeIn(level: string) {
    const [object] = objectsOf(file)
    if (!object) throw new Error('an empty file')
    const name = `${object.metadata.name}-${level}`
    await cluster.admin('POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'pod-security.kubernetes.io/enforce': level } },
    })
    const pod = podOf(object, name)
    return {
      pod,
      answer: await cluster.admin('POST', `/api/v1/namespaces/${name}/pods?fieldValidation=Strict`, pod),
    }
  }

  test('are made by the server', async () => {
    const { pod, answer } = await madeIn('privileged')
    expect([answer.status, answer.status < 300 ? '' : answer.text]).toEqual([201, ''])
    expect(lost(pod, answer.json())).toEqual([])
    expect((answer.json() as unknown as KubeObject).spec).not.toMatchObject({ hostNetwork: true })
  })

  test(`need more than the Pod Security level ${tooStrict}, and the server says what`, async () => {
    const { answer } = await madeIn(tooStrict)
    expect([answer.status, answer.text]).toEqual([403, expect.stringMatching(why)])
  })
})
