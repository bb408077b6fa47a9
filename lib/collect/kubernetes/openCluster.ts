import { Agent } from 'node:http'
import type { ClusterFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import type { Outcome, SourceFailure } from '#lib/tailnet/failure.ts'
import type { ClusterId } from '#lib/tailnet/ids.ts'
import type { SourceState } from '#lib/tailnet/standing.ts'
import { apiServer, type ServerAgents } from './apiServer.ts'
import { askRights, type PodRights } from './askRights.ts'
import { type ClusterObjects, clusterObjects } from './clusterObjects.ts'
import { execInPod } from './execInPod.ts'
import type { KubeLog } from './kubeLog.ts'
import { kubeText } from './kubeText.ts'
import { type Pacing, usualPacing } from './pacing.ts'
import { podMetrics } from './podMetrics.ts'
import { readClusterId } from './readClusterId.ts'
import type { KubeContext } from './readKubeconfig.ts'

/** One kind of object as a source of facts. */
export interface ObjectSource {
  id: string
  title: string
  state: SourceState
  failure: SourceFailure | null
}

type PodName = Pick<PodFacts, 'namespace' | 'name'>

/** A cluster as a source of facts: its objects, and its pods' metrics, logs and paths. Reads no Secret. */
export interface ClusterSource {
  /** Connects and waits for the first picture of all kinds; gives the UID of the namespace kube-system. Called once. */
  start(): Promise<Outcome<ClusterId>>
  /** Ends all connections. Resolves when nothing of it runs any more. */
  stop(): Promise<void>
  /** The present picture; the same value until something changes. Null before the start. */
  facts(): ClusterFacts | null
  sources(): ObjectSource[]
  /** By SelfSubjectAccessReview. */
  rights(namespace: string): Promise<Outcome<PodRights>>
  /** Runs a fixed argv in the container with tailscaled and gives its stdout; within 15 s unless more is given. */
  exec(
    pod: PodName & Pick<PodFacts, 'container'>,
    argv: readonly string[],
    timeoutMs?: number,
  ): Promise<Outcome<string>>
  /** The user metrics at containerboot's port, through `pods/proxy`. */
  metrics(pod: PodName): Promise<Outcome<string>>
  /** The same from the pod's own address, which must be reached from here. Needs no right of the cluster. */
  metricsByIp(pod: PodName & Pick<PodFacts, 'podIps'>): Promise<Outcome<string>>
  /** The first `limitBytes` of the log of the container with tailscaled, or of its last `sinceSeconds`. */
  log(
    pod: PodName & Pick<PodFacts, 'container'>,
    options: { sinceSeconds?: number; limitBytes: number },
  ): Promise<Outcome<string>>
}

export interface ClusterParts {
  context: KubeContext
  /** Called when anything in `facts()` changed. */
  onChange(): void
  now(): Date
  log: KubeLog
  pacing?: Pacing
  waits?: Partial<Waits>
  /** In place of its own connections to the API server and to pods. */
  agents?: Agents
}

/** How long an answer may take, in ms. */
export interface Waits {
  exec: number
  metrics: number
  podIp: number
  log: number
}

export interface Agents extends ServerAgents {
  pods: Agent
}

/** Of a pod's own address: a network that lets nothing through says so by silence, and there are other ways. */
const usualWaits: Waits = { exec: 15_000, metrics: 10_000, podIp: 3_000, log: 20_000 }
/** A status of a tailnet of 10,000 devices is some 20 MB. */
const execBytes = 64 * 1024 * 1024
/** User metrics are a few KB; port 9002 may be someone else's. */
const metricsBytes = 4 * 1024 * 1024
const metricsPort = 9002

export function openCluster({
  context,
  onChange,
  now,
  log,
  pacing = usualPacing,
  waits: ownWaits,
  agents,
}: ClusterParts): ClusterSource {
  const waits = { ...usualWaits, ...ownWaits }
  const pods = agents?.pods ?? new Agent({ keepAlive: true })
  const opened = apiServer(context, now, agents)
  if (!opened.ok) return brokenCluster(opened)
  const server = opened.value
  const stop = new AbortController()
  let objects: ClusterObjects | null = null
  const podPath = ({ namespace, name }: PodName, part: string) =>
    `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}${part}`

  return {
    async start() {
      const id = await readClusterId(server, stop.signal)
      if (!id.ok) return id
      objects = clusterObjects({
        id: id.value,
        name: context.name,
        server,
        pacing,
        stop: stop.signal,
        onChange,
        log,
      })
      const unseen = await objects.start()
      return unseen ? { ok: false, failure: unseen } : id
    },
    async stop() {
      stop.abort()
      await objects?.ended
      server.close()
      pods.destroy()
    },
    facts: () => objects?.facts() ?? null,
    sources: () => objects?.sources() ?? [],
    rights: namespace => askRights(server, namespace, stop.signal),
    exec: ({ namespace, name, container }, argv, timeoutMs = waits.exec) =>
      execInPod(
        server,
        { namespace, pod: name, container: container.name, argv },
        { timeoutMs, limitBytes: execBytes },
        stop.signal,
      ),
    metrics: pod =>
      kubeText(
        server,
        {
          what: `metrics of ${pod.namespace}/${pod.name}`,
          path: podPath({ ...pod, name: `${pod.name}:${metricsPort}` }, '/proxy/metrics'),
          accept: 'text/plain',
        },
        { timeoutMs: waits.metrics, limitBytes: metricsBytes },
        stop.signal,
      ),
    metricsByIp: ({ namespace, name, podIps }) =>
      podMetrics(
        {
          what: `metrics of ${namespace}/${name} at its address`,
          podIps,
          port: metricsPort,
          agent: pods,
          now: now(),
        },
        { timeoutMs: waits.podIp, limitBytes: metricsBytes },
        stop.signal,
      ),
    log(pod, { sinceSeconds, limitBytes }) {
      const query = new URLSearchParams({ container: pod.container.name, limitBytes: String(limitBytes) })
      if (sinceSeconds !== undefined) query.set('sinceSeconds', String(Math.max(1, Math.ceil(sinceSeconds))))
      return kubeText(
        server,
        {
          what: `log of ${pod.namespace}/${pod.name}`,
          path: podPath(pod, `/log?${query}`),
          accept: '*/*',
        },
        { timeoutMs: waits.log, limitBytes: 2 * limitBytes },
        stop.signal,
      )
    },
  }
}

/** A context that cannot be used as it is written: it says so wherever it is asked. */
function brokenCluster(broken: Outcome<never>): ClusterSource {
  const answer = () => Promise.resolve(broken)
  return {
    start: answer,
    stop: async () => {},
    facts: () => null,
    sources: () => [],
    rights: answer,
    exec: answer,
    metrics: answer,
    metricsByIp: answer,
    log: answer,
  }
}
