import type { ClusterFacts, KeptObject, PodFacts } from '#lib/tailnet/cluster.ts'
import type { Fact } from './saveFacts.ts'
import { withoutSecret, withoutSecrets } from './withoutSecrets.ts'

/** Name of the facet that an object of a cluster is kept under. */
export const objectFacet = ({ kind, namespace, name }: Pick<KeptObject, 'kind' | 'namespace' | 'name'>) =>
  [kind, ...(namespace === null ? [] : [namespace]), name].join('/')

const ofTailscale = (annotations: Record<string, string>) =>
  Object.fromEntries(Object.entries(annotations).filter(([key]) => key.startsWith('tailscale.com/')))

/** Of an object, what a network may depend on: no heartbeat, no status, no number of replicas. */
function inUse({ spec: { replicas: _, ...spec }, data, annotations }: KeptObject): unknown {
  return withoutSecrets({
    spec,
    data: Object.fromEntries(Object.entries(data).map(([name, value]) => [name, withoutSecret(name, value)])),
    annotations: ofTailscale(annotations),
  })
}

/** What of a cluster's objects is kept with its history. */
export function clusterFacts(facts: ClusterFacts): Fact[] {
  const fact = (facet: string, value: unknown): Fact => ({
    subjectKind: 'cluster',
    subjectId: facts.id,
    facet,
    value,
  })
  return [
    ...facts.nodes.map(node =>
      fact(`Node/${node.name}`, {
        internalIps: [...node.internalIps].sort(),
        externalIps: [...node.externalIps].sort(),
      }),
    ),
    ...facts.daemonSets.map(({ namespace, name, containers }) =>
      fact(objectFacet({ kind: 'DaemonSet', namespace, name }), withoutSecrets({ containers })),
    ),
    ...facts.objects.map(object => fact(objectFacet(object), inUse(object))),
  ]
}

/** Of the pods of a target, what each new one has from its template; the youngest speaks for all. */
export function targetFacts(pods: readonly PodFacts[]): Fact[] {
  return [...Map.groupBy(pods, pod => pod.target)].flatMap(([target, own]) => {
    const [youngest] = own.toSorted((a, b) => (b.startedAt?.getTime() ?? 0) - (a.startedAt?.getTime() ?? 0))
    if (!youngest) return []
    const { hostNetwork, fixedPort, container, annotations } = youngest
    const { image, args, env, ports, memoryLimitBytes } = container
    const value = withoutSecrets({
      hostNetwork,
      fixedPort,
      container: { image, args, env, ports, memoryLimitBytes },
      annotations: ofTailscale(annotations),
    })
    return [{ subjectKind: 'target', subjectId: target, facet: 'pod', value } as const]
  })
}
