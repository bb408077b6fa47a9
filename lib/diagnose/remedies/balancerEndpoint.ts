import { withWayIn } from './changedChain.ts'
import { keptNames } from './keptNames.ts'
import { newObject, type RemedyPatch, refText } from './objectPatch.ts'
import { at, isMap, type PlainMap, plainMap } from './plain.ts'
import { podPatch } from './podTemplate.ts'
import { portPlan } from './portPlan.ts'
import { bare, type Proposal } from './proposal.ts'
import type { Scene } from './scene.ts'
import { shellLine } from './shellQuote.ts'
import { verifyBy } from './verifyBy.ts'

/** Clouds whose load balancers pass UDP, with what a Service has to say for one that faces the internet. */
const balancers: Partial<Record<NonNullable<Scene['traits']['cloud']>, Record<string, string>>> = {
  aws: {
    'service.beta.kubernetes.io/aws-load-balancer-type': 'external',
    'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip',
    'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing',
  },
  azure: {},
  gcp: {},
}

/**
 * Labels that select this pod alone, where its workload has one pod, or names each. They are the workload's own selector:
 * other labels of a pod change with the rollout or the node (`pod-template-hash`, `topology.kubernetes.io/zone`).
 */
function selectorOf({ pod, workload }: Scene): Record<string, string> | null {
  const labels = at({ spec: plainMap(workload?.spec) }, 'spec', 'selector', 'matchLabels')
  const chosen = isMap(labels)
    ? Object.entries(labels).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
    : []
  if (pod?.workload.kind === 'StatefulSet')
    return { ...Object.fromEntries(chosen), 'statefulset.kubernetes.io/pod-name': pod.name }
  return pod?.workload.kind === 'Deployment' && chosen.length > 0 ? Object.fromEntries(chosen) : null
}

/**
 * A load balancer for UDP before a pod of a cluster without public nodes, whose address the pod offers to its peers. A
 * container has only a debug knob for that, so it comes after what is made for it.
 */
export function balancerEndpoint(scene: Scene): Proposal | null {
  const { pod, cluster, node, chain, traits, workload } = scene
  const annotations = traits.cloud && balancers[traits.cloud]
  if (!pod || !cluster || !node || !annotations || pod.hostNetwork || !pod.hasCli) return null
  if (scene.isOperated || scene.isForced || scene.isReachable || scene.publicPlace) return null
  const selector = selectorOf(scene)
  const plan = portPlan(cluster, pod, [node])
  // One knob for all replicas would have each of them offer the address of one.
  const isOne = workload?.spec.replicas === undefined || workload.spec.replicas === 1
  if (!selector || !plan || !isOne) return null
  const { port } = plan
  const taken = keptNames(cluster, 'Service')
  const name = [`${pod.workload.name}-tailscale-udp`, `${pod.workload.name}-tailscale-udp-2`].find(
    each => !taken.includes(each),
  )
  if (!name) return null
  const spec: PlainMap = {
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    selector,
    ports: [{ name: 'tailscale', port, targetPort: port, protocol: 'UDP' }],
  }
  const ref = { apiVersion: 'v1', kind: 'Service', namespace: pod.namespace, name }
  const service = newObject(ref, {
    metadata: {
      name,
      namespace: pod.namespace,
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    spec,
  })
  const portPatch = plan.env.length > 0 ? podPatch(scene, { container: { env: plan.env } }) : null
  return {
    ...bare,
    id: 'r-lb-static-endpoint',
    title: `Put a load balancer for UDP ${port} before it, and offer its address`,
    applies: 'unknown',
    why: 'Whether the cluster makes load balancers for UDP with a public address was not seen.',
    certainty: 'possible',
    effort: 'new_object',
    change: { own: withWayIn(chain, 'static', `load balancer, UDP ${port}`) },
    patches: [service, ...(portPatch ? [portPatch] : []), ...offer(scene, name, port)],
    checks: [
      { seen: 'no', says: 'A node of the cluster has a public address' },
      { seen: 'yes', says: plan.says },
      {
        seen: 'unknown',
        says:
          traits.cloud === 'aws'
            ? 'Not seen: the AWS Load Balancer Controller, which makes the UDP load balancer'
            : 'Not seen: a quota for one more public address',
      },
    ],
    limits: [
      '`TS_DEBUG_PRETENDPOINT` is a debug knob (≥ 1.70). Where tailscaled runs by a config file, `StaticEndpoints` is its lasting form (≥ 1.72).',
      `One load balancer for each pod, with its cost. UDP ${port} is open to the internet; WireGuard answers only peers it knows.`,
      ...(traits.cloud === 'aws'
        ? [
            'Health checks go by TCP or HTTP: `TS_ENABLE_HEALTH_CHECK=true` gives them `/healthz`. Its addresses have to stay: elastic ones, one a zone.',
          ]
        : []),
    ],
    verify: verifyBy(scene),
    links: [
      'https://github.com/tailscale/tailscale/pull/12882',
      'https://github.com/tailscale/tailscale/issues/14674',
    ],
  }
}

/** The address is known only when the load balancer is there: the command asks for it. */
function offer(scene: Scene, service: string, port: number): RemedyPatch[] {
  const { pod, traits, keeper } = scene
  if (!pod) return []
  const name = 'TS_DEBUG_PRETENDPOINT'
  const value = `<address of ${service}>:${port}`
  const patch = podPatch(scene, { container: { env: [{ name, value }] } })
  const of = (...words: string[]) => shellLine('kubectl', '-n', pod.namespace, ...words)
  const field = traits.cloud === 'aws' ? 'hostname' : 'ip'
  const get = of('get', 'service', service, '-o', `jsonpath={.status.loadBalancer.ingress[0].${field}}`)
  const address = traits.cloud === 'aws' ? `getent ahostsv4 "$(${get})" | awk 'NR==1{print $1}'` : get
  const { kind, name: workload } = pod.workload
  const set = of('set', 'env', `${kind.toLowerCase()}/${workload}`, '-c', pod.container.name)
  if (!patch) return []
  if (keeper) return [{ ...patch, command: `${address}\n${patch.command}` }]
  return [
    {
      ...patch,
      object: `${refText(pod.workload)} (when the load balancer has its address)`,
      command: `${set} ${name}="$(${address}):${port}"`,
    },
  ]
}
