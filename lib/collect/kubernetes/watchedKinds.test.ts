import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import type { KubeObject } from '#lib/fake/model.ts'
import { demoWorld } from '#lib/fake/world/demoWorld.ts'
import { clusterId } from '#lib/tailnet/ids.ts'
import { cniConfigMaps } from './cniConfigMaps.ts'
import { readObject } from './heldObject.ts'
import { held } from './listKind.ts'
import { toClusterFacts } from './toClusterFacts.ts'
import { pathOf, watchedKinds } from './watchedKinds.ts'

const facts = (objects: readonly unknown[]) =>
  toClusterFacts({ id: clusterId('c'), name: 'c', objects, unseen: [] })

const cut = (object: KubeObject) => {
  const kind = watchedKinds.find(each => each.kind === object.kind && each.apiVersion === object.apiVersion)
  const read = readObject(object)
  return kind && read ? [held(kind, read)] : []
}

const heldPod = (pod: object) => {
  const [object] = cut({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'n' }, ...pod })
  return object
}

describe('what is held of an object', () => {
  test.each(
    demoWorld({ at: new Date('2026-11-24T10:00:00Z') }).clusters.map(({ name, objects }) => ({
      name,
      objects,
    })),
  )('is enough for all facts of $name', ({ objects }) => {
    const watched = objects.filter(object => object.kind !== 'ConfigMap')
    const whole = facts(watched)
    // Of workloads the status is left out: it moves with every rollout and tells nothing of paths.
    const expected = {
      ...whole,
      objects: whole.objects.map(object =>
        [
          'Deployment',
          'StatefulSet',
          'DaemonSet',
          'NetworkPolicy',
          'IPPool',
          'FelixConfiguration',
          'Namespace',
        ].includes(object.kind)
          ? { ...object, status: {}, ...(object.kind === 'Namespace' ? { spec: {} } : {}) }
          : object,
      ),
    }
    expect(whole.pods.length).toBeGreaterThan(0)
    expect(facts(watched.flatMap(cut))).toEqual(expected)
  })

  test('of ten thousand other pods little: labels, node, host ports', () => {
    const pod = heldPod({
      metadata: {
        name: 'p',
        namespace: 'n',
        labels: { app: 'web' },
        annotations: { big: 'x'.repeat(10_000) },
      },
      spec: {
        nodeName: 'node-1',
        volumes: [{ name: 'v' }],
        containers: [
          {
            name: 'web',
            image: 'nginx',
            env: [{ name: 'PASSWORD', value: 'hunter2' }],
            ports: [{ containerPort: 80 }, { containerPort: 53, hostPort: 53, protocol: 'UDP' }],
          },
        ],
      },
      status: { phase: 'Running', conditions: [{ lastProbeTime: 'now' }] },
    })
    expect(pod).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', namespace: 'n', labels: { app: 'web' } },
      spec: {
        nodeName: 'node-1',
        containers: [{ name: 'web', ports: [{ containerPort: 53, hostPort: 53, protocol: 'UDP' }] }],
        initContainers: [],
      },
      status: { phase: 'Running' },
    })
    expect(JSON.stringify(pod)).not.toContain('hunter2')
  })

  test('on the network of its host every declared port of a pod is the host’s', () => {
    const containers = [{ name: 'dns', ports: [{ containerPort: 53, protocol: 'UDP' }] }]
    const ports = (spec: object) =>
      facts([heldPod({ spec: { nodeName: 'node-1', containers, ...spec } })]).hostPortsInUse
    expect(ports({ hostNetwork: true })).toEqual([
      { nodeName: 'node-1', port: 53, protocol: 'UDP', pod: 'n/p' },
    ])
    expect(ports({})).toEqual([])
  })

  test.each<[string, object]>([
    [
      'by its image, of whatever registry',
      { containers: [{ name: 'vpn', image: 'registry.example/mirror/tailscale:v1' }] },
    ],
    [
      'by a variable',
      { containers: [{ name: 'vpn', image: 'vpn', env: [{ name: 'TS_USERSPACE', value: 'true' }] }] },
    ],
    [
      'by its command',
      { containers: [{ name: 'vpn', image: 'vpn', command: ['/bin/sh', '-c', 'tailscaled --tun=x'] }] },
    ],
    [
      'as a sidecar among the init containers',
      {
        containers: [],
        initContainers: [{ name: 'ts', image: 'tailscale/tailscale', restartPolicy: 'Always' }],
      },
    ],
  ])('a pod that may run tailscale is held whole: %s', (_, spec) => {
    expect(heldPod({ spec: { ...spec, priority: 7 } })?.spec).toMatchObject({ priority: 7 })
  })

  test('metadata without versions, and of the managed fields only who manages', () => {
    const kept = heldPod({
      metadata: {
        name: 'p',
        namespace: 'n',
        resourceVersion: '7',
        labels: { 'tailscale.com/managed': 'true' },
        annotations: { own: 'a', 'kubectl.kubernetes.io/last-applied-configuration': '{"token":"hunter2"}' },
        managedFields: [
          { manager: 'helm', fieldsV1: { x: {} } },
          { manager: 'helm', fieldsV1: {} },
          { manager: 'kubelet', subresource: 'status' },
        ],
      },
    })
    expect(kept?.metadata).toEqual({
      name: 'p',
      namespace: 'n',
      labels: { 'tailscale.com/managed': 'true' },
      annotations: { own: 'a' },
      managedFields: [{ manager: 'helm' }],
    })
  })
})

describe('the kinds', () => {
  test('have the paths that the API server has', () => {
    const paths = watchedKinds.map(pathOf)
    expect(paths).toContain('/api/v1/pods')
    expect(paths).toContain('/apis/apps/v1/replicasets')
    expect(paths).toContain('/apis/tailscale.com/v1alpha1/proxygroups')
    expect(new Set(paths).size).toBe(paths.length)
  })

  test('hold no Secret', () => {
    expect(watchedKinds.some(({ plural }) => plural === 'secrets')).toBe(false)
  })

  test('are just those that deploy/rbac gives the right to', () => {
    const text = readFileSync(new URL('../../../deploy/rbac/t1-objects.yaml', import.meta.url), 'utf8')
    const role = parseAllDocuments(text)
      .map(document => document.toJS())
      .find(document => document.kind === 'ClusterRole')
    const may = (group: string, resource: string, verb: string, name?: string) =>
      role.rules.some(
        (rule: { apiGroups: string[]; resources: string[]; verbs: string[]; resourceNames?: string[] }) =>
          rule.apiGroups.includes(group) &&
          rule.resources.includes(resource) &&
          rule.verbs.includes(verb) &&
          (name === undefined ? !rule.resourceNames : rule.resourceNames?.includes(name)),
      )
    for (const { apiVersion, plural } of watchedKinds) {
      const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : ''
      expect([plural, may(group, plural, 'list'), may(group, plural, 'watch')]).toEqual([plural, true, true])
    }
    for (const { name } of cniConfigMaps)
      expect([name, may('', 'configmaps', 'get', name)]).toEqual([name, true])
  })
})
