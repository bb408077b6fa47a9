import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { inputFromFiles } from '#lib/explain/inputFromFiles.ts'
import { jsonPatch } from '#lib/fake/servers/kubernetes/jsonPatch.ts'
import type { Json } from '#lib/fake/servers/kubernetes/jsonValue.ts'
import { mergePatch } from '#lib/fake/servers/kubernetes/mergePatch.ts'
import { strategicMerge } from '#lib/fake/servers/kubernetes/strategicMerge.ts'
import type { ClusterFacts, KeptObject, NodeFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import type { Remedy } from '#lib/tailnet/finding.ts'
import type { TailnetSettings } from '#lib/tailnet/tailnetSettings.ts'
import { catalogue } from './causes/catalogue.ts'
import { judge } from './diagnose.ts'
import type { DiagnoseInput } from './input.ts'
import { recipeOf } from './recipeOf.ts'
import { remediesOf } from './remediesOf.ts'

const keptNowhere: TailnetSettings = {
  policyKeptElsewhere: 'unknown',
  policyLink: null,
  autoUpdates: 'unknown',
  regionalRouting: 'unknown',
  flowLogs: 'unknown',
  keyDays: null,
}

const lab = resolve(import.meta.dirname, '../fake/lab')
const file = (...path: string[]) => ({ name: path.join('/'), text: readFileSync(join(lab, ...path), 'utf8') })

/** What the lab's files tell of a target, changed as a test wants it. */
function inputOf(
  target: string,
  change: (input: DiagnoseInput) => DiagnoseInput = input => input,
): DiagnoseInput {
  const { pod } = JSON.parse(file('base', target, 'case.json').text)
  const subject = inputFromFiles({
    status: file('base', target, 'status.json'),
    netcheck: file('base', target, 'netcheck.json'),
    metrics: file('base', target, 'metrics.txt'),
    log: file('base', target, 'log.txt'),
    pings: null,
    devices: file('base', 'devices.json'),
    clusters: [file('clusters', `${pod.cluster}.json`)],
    derpMap: file('derpmap.json'),
    pod: null,
  })
  if (!subject.ok) throw new Error(subject.failure.detail)
  return change(subject.value.input)
}

const remediesFor = (target: string, change?: (input: DiagnoseInput) => DiagnoseInput) =>
  remediesOf(judge(inputOf(target, change)))
function remedyFor(target: string, id: string, change?: (input: DiagnoseInput) => DiagnoseInput): Remedy {
  const found = remediesFor(target, change).find(each => each.id === id)
  if (!found) throw new Error(`${target} has no ${id}`)
  return found
}
const lineOf = ({ id, applies, gain }: Remedy) =>
  `${id} ${applies}${gain ? ` ${gain.derpBefore}→${gain.derpAfter}, ${gain.directAfter} direct, ${gain.relayAfter} relayed` : ''}`
const diffOf = (remedy: Remedy, place = 0) =>
  (remedy.patches[place]?.diff ?? []).map(({ sign, text }) => `${sign} ${text}`)
const saysOf = (remedy: Remedy, word: string) => remedy.checks.find(check => check.says.includes(word))

const withCluster = (change: (cluster: ClusterFacts) => Partial<ClusterFacts>) => (input: DiagnoseInput) => {
  if (!input.cluster) throw new Error('no cluster')
  return { ...input, cluster: { ...input.cluster, ...change(input.cluster) } }
}
const withPod = (change: (pod: PodFacts) => Partial<PodFacts>) => (input: DiagnoseInput) => {
  if (!input.pod) throw new Error('no pod')
  const pod = { ...input.pod, ...change(input.pod) }
  const cluster = input.cluster && {
    ...input.cluster,
    pods: input.cluster.pods.map(each => (each.uid === pod.uid ? pod : each)),
  }
  return { ...input, pod, cluster }
}
const withObject = (kind: string, name: string, change: (object: KeptObject) => Partial<KeptObject>) =>
  withCluster(({ objects }) => ({
    objects: objects.map(each =>
      each.kind === kind && each.name === name ? { ...each, ...change(each) } : each,
    ),
  }))
const onDerp = ({ links }: DiagnoseInput) =>
  links.map(link =>
    link.path.kind === 'direct' ? { ...link, path: { kind: 'derp' as const, region: null } } : link,
  )
const both =
  (...changes: ((input: DiagnoseInput) => DiagnoseInput)[]) =>
  (input: DiagnoseInput) =>
    changes.reduce((each, change) => change(each), input)
const node = (change: Partial<NodeFacts>): NodeFacts => ({
  name: 'n',
  internalIps: ['10.0.0.1'],
  externalIps: [],
  providerId: null,
  labels: {},
  annotations: {},
  kubeletVersion: 'v1.35.4',
  osImage: '',
  podCidrs: [],
  ...change,
})

test('every remedy that a cause names can be proposed', () => {
  const folder = join(import.meta.dirname, 'remedies')
  const sources = readdirSync(folder).map(name =>
    name.endsWith('.ts') ? readFileSync(join(folder, name), 'utf8') : '',
  )
  const proposed = new Set(sources.join('\n').match(/'r-[a-z0-9-]+'/g))
  const named = Object.values(catalogue).flatMap(({ remedies }) => remedies.map(id => `'${id}'`))
  expect(named.filter(id => !proposed.has(id))).toEqual([])
})

describe('what the lab’s pods can do, best first', () => {
  test.each<[target: string, lines: string[]]>([
    [
      'api',
      [
        'r-hostport yes 5→1, 4 direct, 0 relayed',
        'r-hostnetwork-public-node yes 5→1, 4 direct, 0 relayed',
        'r-peer-relay-node yes 5→1, 0 direct, 4 relayed',
        'r-peer-relay-crd unknown 5→1, 0 direct, 4 relayed',
      ],
    ],
    [
      'public',
      ['r-hostport yes 5→1, 4 direct, 0 relayed', 'r-hostnetwork-public-node yes 5→1, 4 direct, 0 relayed'],
    ],
    ['hn-private', ['r-hostnetwork-public-node yes 5→1, 4 direct, 0 relayed']],
    ['hn-closed', ['r-open-udp-firewall yes 3→1, 2 direct, 0 relayed']],
    ['none-closed', ['r-hostport yes 3→1, 2 direct, 0 relayed']],
    ['netpol', ['r-netpol-allow-udp yes 7→3, 4 direct, 0 relayed']],
    ['noudp', ['r-udp-egress yes 7→6, 1 direct, 0 relayed']],
    [
      'calico',
      [
        'r-hostport unknown 5→1, 4 direct, 0 relayed',
        'r-hostnetwork-public-node unknown 5→1, 4 direct, 0 relayed',
      ],
    ],
    [
      'ingress',
      ['r-peer-relay-node yes 5→1, 0 direct, 4 relayed', 'r-peer-relay-crd unknown 5→1, 0 direct, 4 relayed'],
    ],
    ['hn-open', ['r-peer-side yes 1→0, 1 direct, 0 relayed']],
    ['hostport', ['r-peer-side yes 1→0, 1 direct, 0 relayed']],
    ['nodeport', ['r-peer-side yes 1→0, 1 direct, 0 relayed']],
  ])('%s', (target, lines) => {
    expect(remediesFor(target).map(lineOf).slice(0, lines.length)).toEqual(lines)
  })

  test.each(['hn-open', 'hostport', 'nodeport'])(
    '%s is reachable: nothing else is left to do on its side',
    target => {
      expect(remediesFor(target).map(({ id }) => id)).toEqual(['r-peer-side'])
    },
  )

  test.each(['api', 'ingress', 'calico', 'netpol'])(
    '%s: what changes nothing comes last, has a reason and promises nothing',
    target => {
      const remedies = remediesFor(target)
      const refused = remedies.filter(({ applies }) => applies === 'no')
      expect(refused.length).toBeGreaterThan(0)
      expect(remedies.slice(-refused.length)).toEqual(refused)
      for (const { why, gain } of refused) {
        expect(why).toMatch(/\.$/)
        expect(gain?.derpAfter ?? null).toBe(gain?.derpBefore ?? null)
      }
    },
  )

  test('every remedy has a check with an expected answer, and no two have one id', () => {
    for (const target of ['api', 'ingress', 'hn-closed', 'calico', 'dual', 'netpol', 'noudp', 'gke-pod']) {
      const remedies = remediesFor(target)
      expect(new Set(remedies.map(({ id }) => id)).size).toBe(remedies.length)
      for (const { verify } of remedies) expect([verify.command, verify.expect]).not.toContain('')
    }
  })
})

describe('the VPC CNI behind a NAT gateway', () => {
  test('keeping ports in the CNI turns nothing, and the gateway is named', () => {
    const remedy = remedyFor('api', 'r-cni-disable-random')
    expect(lineOf(remedy)).toBe('r-cni-disable-random no 5→5, 0 direct, 0 relayed')
    expect(remedy.why).toBe(
      '`AWS_VPC_K8S_CNI_RANDOMIZESNAT=none` changes nothing here: the AWS NAT gateway stays hard.',
    )
  })
  test('replacing the gateway alone turns nothing either', () => {
    expect(remedyFor('api', 'r-replace-nat-gateway')).toMatchObject({
      applies: 'no',
      why: expect.stringContaining('VPC CNI, prng (L1) stays hard'),
    })
  })
  test('on a public node it helps with easy peers', () => {
    const remedy = remedyFor('public', 'r-cni-disable-random')
    expect(lineOf(remedy)).toBe('r-cni-disable-random yes 5→3, 2 direct, 0 relayed')
    expect(diffOf(remedy).slice(-2)).toEqual(['-           value: prng', '+           value: none'])
  })
  test('hostPort: the pool of public nodes, a port free on all of them, the own names', () => {
    const remedy = remedyFor('api', 'r-hostport')
    expect(diffOf(remedy)).toEqual([
      '  spec:',
      '    template:',
      '      spec:',
      '        containers:',
      '        - name: tailscale',
      '          ports:',
      '+         - name: wireguard',
      '+           containerPort: 41643',
      '+           hostPort: 41643',
      '+           protocol: UDP',
      '          env:',
      '+         - name: PORT',
      '+           value: "41643"',
      '+       nodeSelector:',
      '+         eks.amazonaws.com/nodegroup: public',
    ])
    expect(remedy.patches[1]?.command).toContain('--instance-ids i-0780df17fff8c53e7')
    expect(saysOf(remedy, 'public address')).toMatchObject({
      seen: 'yes',
      says: '`eks-c`, `eks-d`, `eks-e`, `eks-f` have a public address',
    })
    expect(saysOf(remedy, 'No pod holds')?.says).toContain('is taken by')
    expect(saysOf(remedy, 'security group')?.seen).toBe('unknown')
    expect(remedy.limits).toContain('`lap-noudp` stays on DERP.')
    expect(remedy.verify.command).toMatch(
      /^kubectl -n apps exec deploy\/api -c tailscale -- tailscale --socket=\/tmp\/tailscaled.sock ping -c 20 (lap|vm)-(?!noudp)/,
    )
  })
  test('a peer relay takes in what has UDP, and no more', () => {
    const { limits, gain } = remedyFor('api', 'r-peer-relay-crd')
    expect(gain).toEqual({ derpBefore: 5, derpAfter: 1, directAfter: 0, relayAfter: 4 })
    expect(limits).toContain('`lap-noudp` stays on DERP.')
  })
  test('a fixed port of the pod is kept where it is free on one of the nodes', () => {
    const fixed = withPod(pod => ({
      fixedPort: 41641,
      container: { ...pod.container, env: [...pod.container.env, { name: 'PORT', value: '41641' }] },
    }))
    const diff = diffOf(remedyFor('api', 'r-hostport', fixed))
    expect(diff).toContain('+           hostPort: 41641')
    expect(diff.join()).not.toContain('PORT')
  })
  test('a selector that keeps it on private nodes is replaced', () => {
    const pinned = withObject('Deployment', 'api', ({ spec }) => ({
      spec: {
        ...spec,
        template: {
          spec: {
            ...(spec.template as { spec: object }).spec,
            nodeSelector: { 'eks.amazonaws.com/nodegroup': 'private' },
          },
        },
      },
    }))
    expect(diffOf(remedyFor('api', 'r-hostport', pinned)).slice(-3)).toEqual([
      '        nodeSelector:',
      '-         eks.amazonaws.com/nodegroup: private',
      '+         eks.amazonaws.com/nodegroup: public',
    ])
  })
  test('a namespace that enforces Pod Security baseline forbids both', () => {
    const enforced = withObject('Namespace', 'apps', () => ({
      labels: { 'pod-security.kubernetes.io/enforce': 'baseline' },
    }))
    for (const id of ['r-hostport', 'r-hostnetwork-public-node'])
      expect(remedyFor('api', id, enforced)).toMatchObject({
        applies: 'no',
        why: expect.stringContaining('Pod Security `baseline`'),
      })
  })
  test('as an add-on of EKS it is set by its configuration', () => {
    const addOn = withObject('DaemonSet', 'aws-node', () => ({
      labels: { 'app.kubernetes.io/managed-by': 'Helm' },
      managers: ['eks'],
    }))
    const remedy = remedyFor('public', 'r-cni-disable-random', addOn)
    expect(remedy.patches[0]?.command).toContain('aws eks update-addon')
    expect(remedy.patches[1]).toMatchObject({
      object: expect.stringContaining('kept by the EKS add-on'),
      command: expect.stringMatching(/^# Kept by/),
    })
    expect(remedy.limits.join()).toContain('taken back when the add-on is next updated')
  })
})

describe('objects that others keep', () => {
  test.each<[string, Partial<KeptObject>]>([
    ['Helm', { annotations: { 'meta.helm.sh/release-name': 'api' } }],
    ['Argo CD', { annotations: { 'argocd.argoproj.io/tracking-id': 'x' } }],
    ['Flux', { labels: { 'kustomize.toolkit.fluxcd.io/name': 'x' } }],
  ])('%s', (name, marks) => {
    const remedy = remedyFor(
      'api',
      'r-hostnetwork-public-node',
      withObject('Deployment', 'api', () => marks),
    )
    expect(remedy.patches[0]?.object).toBe(`apps/v1 Deployment apps/api (kept by ${name})`)
    expect(remedy.limits.join()).toContain(`${name} keeps Deployment api`)
    expect(parse(remedy.patches[0]?.manifest ?? '')).toMatchObject({
      kind: 'Deployment',
      metadata: { name: 'api', namespace: 'apps' },
    })
  })
})

describe('proxies of the operator', () => {
  test.each(['r-hostport', 'r-hostnetwork-public-node'])(
    'ingress refuses %s, for a ProxyClass cannot say it',
    id => {
      expect(remedyFor('ingress', id)).toMatchObject({
        applies: 'no',
        gain: null,
        why: expect.stringContaining('ProxyClass has no field'),
      })
    },
  )
  test('static endpoints are for a ProxyGroup only', () => {
    expect(remedyFor('ingress', 'r-static-endpoints-nodeport')).toMatchObject({
      applies: 'no',
      why: expect.stringContaining('TS #18819'),
    })
  })

  const bareGroup = both(
    withObject('ProxyClass', 'public', () => ({ spec: { metrics: { enable: true } } })),
    withObject('ProxyGroup', 'edge', () => ({ status: {} })),
    withCluster(({ objects }) => ({ objects: objects.filter(({ name }) => name !== 'edge-0-nodeport') })),
    input => ({
      ...input,
      own: { ...input.own, endpoints: [] },
      links: input.links.map(link =>
        link.peerName === 'lap-hard' ? { ...link, path: { kind: 'derp', region: null } } : link,
      ),
    }),
  )
  test('a ProxyGroup without them gets a run of free NodePorts on the public nodes', () => {
    const remedy = remedyFor('nodeport', 'r-static-endpoints-nodeport', bareGroup)
    expect(remedy.applies).toBe('yes')
    expect(diffOf(remedy)).toEqual([
      '  spec:',
      '+   staticEndpoints:',
      '+     nodePort:',
      '+       ports:',
      '+       - port: 31641',
      '+         endPort: 31641',
      '+       selector:',
      '+         eks.amazonaws.com/nodegroup: public',
    ])
    expect(remedy.patches[0]?.command).toMatch(
      /^kubectl patch proxyclass\.tailscale\.com public --type=merge/,
    )
    expect(parse(remedy.patches[0]?.manifest ?? '').spec.staticEndpoints.nodePort).toEqual({
      ports: [{ port: 31641, endPort: 31641 }],
      selector: { 'eks.amazonaws.com/nodegroup': 'public' },
    })
  })
  test('without a ProxyClass it gets one of its own', () => {
    const noClass = both(
      bareGroup,
      withObject('ProxyGroup', 'edge', () => ({ spec: { type: 'ingress', replicas: 3 } })),
    )
    const [fresh, group] = remedyFor('nodeport', 'r-static-endpoints-nodeport', noClass).patches
    expect(parse(fresh?.manifest ?? '')).toMatchObject({
      kind: 'ProxyClass',
      metadata: { name: 'edge-direct' },
      spec: { staticEndpoints: { nodePort: { ports: [{ port: 31641, endPort: 31643 }] } } },
    })
    expect(group?.command).toContain('{"spec":{"proxyClass":"edge-direct"}}')
  })
  test('a kube-apiserver group offers them and does not listen', () => {
    const apiServer = both(
      bareGroup,
      withObject('ProxyGroup', 'edge', () => ({ spec: { type: 'kube-apiserver' } })),
    )
    expect(remedyFor('nodeport', 'r-static-endpoints-nodeport', apiServer)).toMatchObject({
      applies: 'no',
      why: expect.stringContaining('TS #18841'),
    })
  })
  test('an operator older than 1.102 has no PeerRelay', () => {
    const old = withCluster(() => ({ unseen: [{ kind: 'PeerRelay', why: 'absent' }] }))
    expect(remedyFor('ingress', 'r-peer-relay-crd', old)).toMatchObject({
      applies: 'no',
      why: expect.stringContaining('older than 1.102'),
    })
  })
})

describe('other CNIs', () => {
  test('Calico: FelixConfiguration, and other overrides stay', () => {
    const [patch] = remedyFor('calico', 'r-cni-disable-random').patches
    expect(patch?.object).toBe('crd.projectcalico.org/v1 FelixConfiguration default')
    expect(parse(patch?.manifest ?? '').spec).toEqual({
      featureDetectOverride: 'SNATFullyRandom=false,MASQFullyRandom=false',
    })
    const present = withObject('FelixConfiguration', 'default', ({ spec }) => ({
      spec: { ...spec, featureDetectOverride: 'ChecksumOffloadBroken=true, MASQFullyRandom=true' },
    }))
    expect(
      parse(remedyFor('calico', 'r-cni-disable-random', present).patches[0]?.manifest ?? '').spec
        .featureDetectOverride,
    ).toBe('ChecksumOffloadBroken=true,SNATFullyRandom=false,MASQFullyRandom=false')
  })
  test('Flannel: its argument, and the version that knows it', () => {
    const [image, flag] = remedyFor('dual', 'r-cni-disable-random').patches
    expect(image?.diff.at(-1)).toEqual({
      sign: '+',
      text: '        image: ghcr.io/flannel-io/flannel:v0.27.4',
    })
    expect(flag?.diff.at(-1)).toEqual({ sign: '+', text: '        - --ip-masq-fully-random-disable' })
  })
  test('Flannel inside k3s has no such argument', () => {
    const k3s = withCluster(({ nodes, objects }) => ({
      daemonSets: [],
      objects: objects.filter(({ kind }) => kind !== 'DaemonSet'),
      nodes: nodes.map(each => ({ ...each, kubeletVersion: 'v1.35.4+k3s1' })),
    }))
    expect(remedyFor('dual', 'r-cni-disable-random', k3s)).toMatchObject({
      applies: 'no',
      why: expect.stringContaining('k3s runs Flannel inside itself'),
    })
  })
  test('behind an unmeasured edge it promises nothing for sure', () => {
    expect(remedyFor('calico', 'r-cni-disable-random')).toMatchObject({
      applies: 'unknown',
      certainty: 'possible',
      why: expect.stringContaining('edge router'),
    })
  })
  test('Cilium without kube-proxy replacement serves no host ports', () => {
    expect(remedyFor('cilium', 'r-hostport')).toMatchObject({
      applies: 'no',
      why: expect.stringContaining('kube-proxy-replacement'),
    })
  })
  test('Cilium’s BPF masquerade keeps high ports', () => {
    const low = both(
      withObject('ConfigMap', 'cilium-config', ({ data }) => ({
        data: { ...data, 'enable-bpf-masquerade': 'true' },
      })),
      withPod(pod => ({
        fixedPort: 20001,
        container: { ...pod.container, env: [...pod.container.env, { name: 'PORT', value: '20001' }] },
      })),
      input => ({
        ...input,
        own: {
          ...input.own,
          netInfos: input.own.netInfos.map(each => ({ ...each, mappingVaries: 'yes' as const })),
          endpoints: [],
          device: null,
        },
      }),
    )
    expect(diffOf(remedyFor('cilium', 'r-cilium-port', low)).slice(-1)).toEqual([
      '+           value: "41641"',
    ])
  })
})

describe('UDP that is stopped', () => {
  test('the very policy that selects the pod gets one rule more', () => {
    const [patch] = remedyFor('netpol', 'r-netpol-allow-udp').patches
    expect(patch?.object).toBe('networking.k8s.io/v1 NetworkPolicy apps/web-only')
    expect(patch?.diff.map(({ sign, text }) => `${sign} ${text}`)).toEqual([
      '  spec:',
      '    egress:',
      '+   - ports:',
      '+     - protocol: UDP',
      '+       port: 1024',
      '+       endPort: 65535',
    ])
  })
  test('of two policies the one that is most about the pod', () => {
    const two = withCluster(({ objects }) => ({
      objects: [
        {
          ...objects.find(({ name }) => name === 'web-only'),
          name: 'all-pods',
          spec: { podSelector: {}, policyTypes: ['Egress'] },
        } as KeptObject,
        ...objects,
      ],
    }))
    expect(remedyFor('netpol', 'r-netpol-allow-udp', two).title).toBe('Let UDP out in NetworkPolicy web-only')
  })
  test('a policy without rules gets its first', () => {
    const denyAll = withObject('NetworkPolicy', 'web-only', () => ({
      spec: { podSelector: {}, policyTypes: ['Egress'] },
    }))
    expect(remedyFor('netpol', 'r-netpol-allow-udp', denyAll).patches[0]?.command).toContain('--type=merge')
  })
  test('outside the cluster: what to ask for, in words', () => {
    expect(diffOf(remedyFor('noudp', 'r-udp-egress'))[0]).toBe(
      '+ allow out: UDP from 10.33.0.10 to any, port 3478 (STUN)',
    )
    expect(remediesFor('noudp').map(({ id }) => id)).not.toContain('r-netpol-allow-udp')
  })
})

describe('a closed firewall', () => {
  const onNode = (change: Partial<NodeFacts>) =>
    withCluster(({ nodes }) => ({
      nodes: nodes.map(each => (each.name === 'eks-d' ? { ...each, ...change } : each)),
    }))
  test.each<[cloud: string, node: Partial<NodeFacts>, says: string[]]>([
    [
      'AWS',
      {},
      [
        '--instance-ids i-05648d97ccda754d1',
        '--protocol udp --port 41641 --cidr 0.0.0.0/0',
        '--region us-east-1',
      ],
    ],
    [
      'Google Cloud',
      { providerId: 'gce://proj/us-central1-a/gke-1' },
      [
        'gcloud compute firewall-rules create tailscale-udp-41641 --project proj',
        'instances describe gke-1',
        '--allow udp:41641',
      ],
    ],
    [
      'Azure',
      {
        providerId:
          'azure:///subscriptions/sub/resourceGroups/mc_rg/providers/Microsoft.Compute/virtualMachineScaleSets/p/virtualMachines/0',
        labels: { 'kubernetes.azure.com/agentpool': 'pub' },
      },
      ['az aks nodepool update', '--allowed-host-ports 41641/udp', '--name pub'],
    ],
    ['no cloud', { providerId: null }, ['udp dport 41641 accept', 'iptables -I INPUT -p udp --dport 41641']],
  ])('%s', (_, change, says) => {
    const command = remedyFor('hn-closed', 'r-open-udp-firewall', onNode(change)).patches[0]?.command ?? ''
    for (const each of says) expect(command).toContain(each)
  })
  test('for a plain pod it changes nothing, whatever it lets in', () => {
    const fixed = withPod(() => ({ fixedPort: 41642 }))
    expect(remedyFor('public', 'r-open-udp-firewall', fixed)).toMatchObject({
      applies: 'no',
      why: expect.stringContaining('connection table'),
    })
  })
})

describe('what the client itself is told', () => {
  test('a debug knob is taken away, and nothing else', () => {
    const forced = both(
      withPod(pod => ({
        container: {
          ...pod.container,
          env: [...pod.container.env, { name: 'TS_DEBUG_ALWAYS_USE_DERP', value: 'true' }],
        },
      })),
      withObject('Deployment', 'api', ({ spec }) => {
        const copy = structuredClone(spec) as {
          template: { spec: { containers: { name: string; env?: object[] }[] } }
        }
        copy.template.spec.containers
          .find(({ name }) => name === 'tailscale')
          ?.env?.push({ name: 'TS_DEBUG_ALWAYS_USE_DERP', value: 'true' })
        return { spec: copy as unknown as Record<string, unknown> }
      }),
    )
    const [first] = remediesFor('api', forced)
    expect(first?.id).toBe('r-remove-forced-relay-env')
    expect(first && diffOf(first).slice(-2)).toEqual([
      '-         - name: TS_DEBUG_ALWAYS_USE_DERP',
      '-           value: "true"',
    ])
  })
  test('randomizeClientPort overrides PORT', () => {
    const policy = { randomizeClientPort: true, relayGrants: [], nodeAttrs: [] }
    expect(
      saysOf(
        remedyFor('api', 'r-hostport', input => ({ ...input, policy })),
        'randomizeClientPort',
      )?.seen,
    ).toBe('no')
    const remedy = remedyFor('hn-closed', 'r-remove-randomize-client-port', input => ({ ...input, policy }))
    expect(diffOf(remedy)).toEqual(['- "randomizeClientPort": true,'])
  })
  test.each<[string, Partial<TailnetSettings> | null, string, string | undefined]>([
    ['nobody knows where the policy is kept', null, '', undefined],
    ['it is kept in the admin console', { policyKeptElsewhere: 'no' }, '', undefined],
    [
      'it is kept in a repository',
      { policyKeptElsewhere: 'yes', policyLink: 'https://github.com/example/policy' },
      '# The policy file is kept elsewhere. Change it there: https://github.com/example/policy',
      'The policy file is kept outside of the admin console, which refuses edits of it: put the change into its source.',
    ],
    [
      'it is kept somewhere',
      { policyKeptElsewhere: 'yes', policyLink: null },
      '# The policy file is kept elsewhere. Change it there: its source (GitOps or Terraform; the tailnet names no address)',
      'The policy file is kept outside of the admin console, which refuses edits of it: put the change into its source.',
    ],
  ])('a patch of the policy where %s', (_, known, command, limit) => {
    const policy = { randomizeClientPort: true, relayGrants: [], nodeAttrs: [] }
    const settings = known && { ...keptNowhere, ...known }
    const remedy = remedyFor('hn-closed', 'r-remove-randomize-client-port', input => ({
      ...input,
      policy,
      settings,
    }))
    expect(remedy?.patches.map(patch => patch.command)).toEqual([command])
    expect(remedy?.limits.find(each => each.includes('admin console'))).toBe(limit)
  })
  test('logged out: before all else', () => {
    const [first] = remediesFor('api', input => ({
      ...input,
      own: { ...input.own, backendState: 'NeedsLogin' },
    }))
    expect(first).toMatchObject({ id: 'r-reauth', applies: 'yes', gain: null })
  })
  test('its port is taken by another', () => {
    const [first] = remediesFor('hn-closed', input => ({
      ...input,
      own: { ...input.own, health: ['no-udp4-bind'] },
      links: onDerp(input),
    }))
    expect(first).toMatchObject({ id: 'r-set-port', title: 'Give it another port, 41642' })
  })
  test('a host port that goes nowhere gets its PORT', () => {
    const random = both(
      withPod(pod => ({
        fixedPort: null,
        container: { ...pod.container, env: pod.container.env.filter(({ name }) => name !== 'PORT') },
      })),
      input => ({
        ...input,
        links: input.links.map(link =>
          link.path.kind === 'direct' ? { ...link, path: { kind: 'derp' as const, region: null } } : link,
        ),
      }),
    )
    const remedy = remedyFor('hostport', 'r-set-port', random)
    expect(remedy.title).toBe('Give it PORT 41642')
    expect(remedy.why).toContain('nobody listens')
  })
})

describe('workloads of every kind', () => {
  const asKind = (kind: string) =>
    both(
      withPod(pod => ({
        workload: {
          ...pod.workload,
          kind,
          apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1',
          ...(kind === 'Pod' ? { name: pod.name } : {}),
        },
      })),
      withObject('Deployment', 'api', ({ spec }) =>
        kind === 'Pod'
          ? {
              kind,
              apiVersion: 'v1',
              name: 'api-68ba0faea8-26614',
              spec: (spec.template as { spec: Record<string, unknown> }).spec,
            }
          : { kind },
      ),
    )
  test.each([
    ['StatefulSet', /^kubectl -n apps patch statefulset api --type=strategic/],
    ['DaemonSet', /^kubectl -n apps patch daemonset api --type=strategic/],
    [
      'Pod',
      /^kubectl -n apps get pod api-68ba0faea8-26614 -o yaml \|\n {2}kubectl patch --local -f - --type=strategic -p .*"nodeName":null.* \|\n {2}kubectl replace --force -f -$/,
    ],
  ])('%s', (kind, command) => {
    expect(remedyFor('api', 'r-hostnetwork-public-node', asKind(kind)).patches[0]?.command).toMatch(command)
  })
  test('a foreign kind has no patch, and says so', () => {
    const remedy = remedyFor('api', 'r-hostport', asKind('Rollout'))
    expect(remedy.patches.map(({ object }) => object)).toEqual([
      'security group of eks-c, eks-d, eks-e, eks-f',
    ])
    expect(remedy.why).toContain('no patch for a Rollout')
  })
  test('a workload that was not seen is patched by what its pod shows', () => {
    const remedy = remedyFor(
      'api',
      'r-hostport',
      withCluster(({ objects }) => ({ objects: objects.filter(({ kind }) => kind !== 'Deployment') })),
    )
    expect(diffOf(remedy)).toContain('+           hostPort: 41643')
  })
})

describe('what is not known', () => {
  test('a side without UDP whose NAT nobody measured: the remedy may help, and says on what it hangs', () => {
    const few = (input: DiagnoseInput) => ({
      ...input,
      links: input.links.filter(({ peerName }) => peerName === 'lap-easy'),
      peers: input.peers.filter(({ hostName }) => hostName === 'lap-easy'),
    })
    expect(remedyFor('noudp', 'r-udp-egress', few)).toMatchObject({
      applies: 'unknown',
      why: expect.stringContaining('the NAT on this side, which was not measured'),
    })
  })
  test('a measured pod of the same cluster stands in for it', () => {
    expect(saysOf(remedyFor('netpol', 'r-netpol-allow-udp'), 'is taken from')?.says).toContain('cilium-')
    const alone = remedyFor('netpol', 'r-netpol-allow-udp', input => ({ ...input, siblings: [] }))
    expect(alone.gain).toMatchObject({ derpBefore: 7, derpAfter: 6 })
    expect(alone.limits.join()).toContain('depend on the NAT on this side')
  })
})

describe('where no path was seen', () => {
  test('nothing is promised of links, and the order holds by prediction', () => {
    const remedies = remediesFor('api', input => ({ ...input, links: [], peers: [] }))
    expect(remedies[0]).toMatchObject({ id: 'r-hostport', applies: 'yes', gain: null })
  })
  test('an unknown pod of an unknown cluster has no remedy that needs one', () => {
    const ids = remediesFor('api', input => ({ ...input, pod: null, cluster: null })).map(({ id }) => id)
    expect(ids).toContain('r-peer-relay-node')
    expect(ids.filter(id => /hostport|hostnetwork|cni/.test(id))).toEqual([])
  })
})

describe('commands', () => {
  /** The words that a shell hands to each `kubectl`. */
  function kubectlWords(command: string): string[][] {
    const stub = 'kubectl() { for word in "$@"; do printf \'%s\\0\' "$word"; done; printf \'\\1\'; }'
    const run = spawnSync('sh', ['-c', `${stub}\n${command}`], { encoding: 'utf8' })
    expect(run.stderr).toBe('')
    return run.stdout
      .split('\u0001')
      .filter(Boolean)
      .map(each => each.split('\0').slice(0, -1))
  }
  const patchOf = (command: string) => {
    const words = kubectlWords(command).find(each => each.includes('patch')) ?? []
    const type = words.find(word => word.startsWith('--type='))?.slice(7)
    return { words, type, body: JSON.parse(words[words.indexOf('-p') + 1] ?? '') as Json }
  }
  /** The paths at which two values differ; items of lists by their names. */
  function differing(before: unknown, after: unknown, path = ''): string[] {
    if (JSON.stringify(before) === JSON.stringify(after)) return []
    const isMap = (value: unknown): value is Record<string, unknown> =>
      typeof value === 'object' && value !== null
    if (!isMap(before) || !isMap(after)) return [path]
    const named = (value: Record<string, unknown>) =>
      Array.isArray(value)
        ? Object.fromEntries(value.map((each, place) => [each?.name ?? each?.containerPort ?? place, each]))
        : value
    const [left, right] = [named(before), named(after)]
    return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap(key =>
      differing(left[key], right[key], `${path}/${key}`),
    )
  }

  test.each(['api', 'public', 'hn-private', 'none-closed', 'calico', 'dual', 'netpol', 'cilium'])(
    '%s: kubectl changes only what the diff shows',
    target => {
      const objects = inputOf(target).cluster?.objects ?? []
      const patches = remediesFor(target)
        .flatMap(remedy => remedy.patches)
        .filter(({ command }) => command.startsWith('kubectl') && command.includes(' patch '))
      expect(patches.length).toBeGreaterThan(0)
      for (const { object, command, diff } of patches) {
        const kept = objects.find(each =>
          object.endsWith(`${each.kind} ${each.namespace ? `${each.namespace}/` : ''}${each.name}`),
        )
        const before = {
          spec: kept?.spec,
          ...(Object.keys(kept?.data ?? {}).length > 0 ? { data: kept?.data } : {}),
        } as unknown as Json
        const { type, body } = patchOf(command)
        const after =
          type === 'json'
            ? jsonPatch(before, body)
            : type === 'merge'
              ? mergePatch(before, body)
              : strategicMerge(kept?.kind ?? '', before, body)
        const changed = differing(before, after)
        expect(changed.length).toBeGreaterThan(0)
        const shown = diff.map(({ text }) => text).join('\n')
        for (const path of changed) {
          const keys = path.split('/').filter(key => key !== '' && !/^\d+$/.test(key))
          for (const key of keys) expect(shown).toContain(key)
        }
        const added = diff.filter(({ sign }) => sign !== ' ').length
        expect(changed.length).toBeLessThanOrEqual(added)
      }
    },
  )

  test('hostile names stay words of the shell', () => {
    const evil = "x'; touch /tmp/evil; $(id) `id` #\nkubectl delete ns apps"
    const named = both(
      input => ({
        ...input,
        links: input.links.map(link => ({ ...link, peerName: evil })),
        peers: input.peers.map(peer => ({ ...peer, hostName: evil })),
      }),
      withPod(() => ({ namespace: evil, socket: evil })),
    )
    for (const { verify, patches } of remediesFor('api', named)) {
      for (const command of [verify.command, ...patches.map(patch => patch.command)].filter(each =>
        /^(kubectl|#)/.test(each),
      )) {
        const calls = kubectlWords(`tailscale() { :; }\n${command}`)
        expect(calls.some(words => words[0] === 'delete')).toBe(false)
      }
    }
  })

  test('every manifest is YAML or JSON', () => {
    for (const target of ['api', 'ingress', 'calico', 'dual', 'netpol', 'hn-closed'])
      for (const { manifest } of remediesFor(target).flatMap(({ patches }) => patches))
        if (manifest !== '') expect(parse(manifest)).toBeTypeOf('object')
  })
})

describe('the recipe', () => {
  test.each<[target: string, steps: string]>([
    ['api', 'no no no no no'],
    ['public', 'yes no no no no'],
    ['hostport', 'yes yes yes yes yes'],
    ['nodeport', 'yes yes yes yes yes'],
    ['ingress', 'no no yes no no'],
    ['hn-private', 'no yes yes yes no'],
    ['hn-closed', 'yes yes yes yes no'],
    ['hn-open', 'yes yes yes yes yes'],
    ['none-closed', 'yes no no no no'],
    ['calico', 'no no no no no'],
    ['netpol', 'unknown no no no no'],
  ])('%s', (target, steps) => {
    expect(
      recipeOf(judge(inputOf(target)))
        .map(({ state }) => state)
        .join(' '),
    ).toBe(steps)
  })

  test('inbound UDP is open only when a packet was seen to come in that nobody asked for', () => {
    const unseen = recipeOf(judge(inputOf('hn-open', input => ({ ...input, links: [] }))))
    expect(unseen.at(-1)).toMatchObject({ id: 'inbound_udp', state: 'unknown' })
    const offered = recipeOf(judge(inputOf('nodeport', input => ({ ...input, links: [] }))))
    expect(offered.at(-1)).toMatchObject({ id: 'inbound_udp', state: 'unknown' })
    const seen = recipeOf(judge(inputOf('hn-open')))
    expect(seen.at(-1)?.why).toMatch(/^Direct over IPv4 with `lap-/)
  })
  test('a policy that randomizes ports undoes PORT', () => {
    const policy = { randomizeClientPort: true, relayGrants: [], nodeAttrs: [] }
    const steps = recipeOf(judge(inputOf('hn-closed', input => ({ ...input, policy }))))
    expect(steps.find(({ id }) => id === 'port')).toMatchObject({
      state: 'no',
      why: expect.stringContaining('randomizeClientPort'),
    })
  })
  test('of an unknown pod nothing is said', () => {
    const steps = recipeOf(judge(inputOf('api', input => ({ ...input, pod: null, cluster: null }))))
    expect(steps.slice(0, 4).map(({ state }) => state)).toEqual(['unknown', 'unknown', 'unknown', 'unknown'])
  })
  test('a bare-metal node without an ExternalIP is not known to be private', () => {
    const metal = both(
      withCluster(({ nodes }) => ({ nodes: [...nodes, node({ name: 'metal' })] })),
      withPod(() => ({ nodeName: 'metal' })),
      input => ({ ...input, own: { ...input.own, netInfos: [], endpoints: [], device: null } }),
    )
    expect(recipeOf(judge(inputOf('calico', metal)))[0]).toMatchObject({ state: 'unknown' })
  })
})
