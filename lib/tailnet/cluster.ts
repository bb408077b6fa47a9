import type { ClusterId, PodUid, TargetId } from './ids.ts'
import type { Tri } from './tri.ts'

export interface ObjectRef {
  apiVersion: string
  kind: string
  namespace: string | null
  name: string
}

export interface NodeFacts {
  name: string
  internalIps: string[]
  /** Set by a cloud controller; bare-metal kubelets never set it (k8s#42125). */
  externalIps: string[]
  providerId: string | null
  labels: Record<string, string>
  annotations: Record<string, string>
  kubeletVersion: string
  osImage: string
  podCidrs: string[]
}

/** A container port, as in the pod's spec. */
export interface PortFacts {
  name: string | null
  containerPort: number
  hostPort: number | null
  protocol: 'UDP' | 'TCP' | 'SCTP'
}

/** An environment variable. The value of a reference to a Secret or ConfigMap is never read: it is null. */
export interface EnvFact {
  name: string
  value: string | null
}

export interface ContainerFacts {
  name: string
  image: string
  args: string[]
  env: EnvFact[]
  ports: PortFacts[]
  memoryLimitBytes: number | null
}

/** A pod that runs tailscale, with what decides its paths. */
export interface PodFacts {
  uid: PodUid
  target: TargetId
  cluster: ClusterId
  namespace: string
  name: string
  /** Workload that owns it, followed through ReplicaSets; the pod itself where it has no owner. */
  workload: ObjectRef
  /** The operator's parent resource (Service, Ingress, Connector, ProxyGroup, PeerRelay), else null. */
  parent: { type: string; namespace: string | null; name: string } | null
  nodeName: string | null
  podIps: string[]
  hostIp: string | null
  hostNetwork: boolean
  labels: Record<string, string>
  annotations: Record<string, string>
  phase: string
  startedAt: Date | null
  /** The container with tailscaled. */
  container: ContainerFacts
  /** Can `tailscale` be run in it (false for the operator, k8s-proxy, recorder: tsnet). */
  hasCli: boolean
  socket: string | null
  /** `PORT`, `--port` or TS_PORT; null is a random port (cmd/tailscaled/tailscaled.go defaultPort). */
  fixedPort: number | null
  restarts: number
}

export interface DaemonSetFacts {
  namespace: string
  name: string
  containers: { name: string; image: string; args: string[]; env: EnvFact[] }[]
  labels: Record<string, string>
  annotations: Record<string, string>
}

/** An object kept as it came, less managedFields: remedies are patches of these. */
export interface KeptObject extends ObjectRef {
  uid: string
  labels: Record<string, string>
  annotations: Record<string, string>
  managers: string[]
  spec: Record<string, unknown>
  status: Record<string, unknown>
  data: Record<string, string>
}

/** All that tailpath knows of one cluster at one moment. Absent kinds are in `unseen` with the reason. */
export interface ClusterFacts {
  id: ClusterId
  name: string
  nodes: NodeFacts[]
  /** Tailscale pods only. */
  pods: PodFacts[]
  /** How many other pods take host ports or the same labels is asked of these. */
  hostPortsInUse: { nodeName: string; port: number; protocol: 'UDP' | 'TCP' | 'SCTP'; pod: string }[]
  daemonSets: DaemonSetFacts[]
  /** ConfigMaps of the CNI, IPPools, FelixConfigurations, NetworkPolicies, workloads of tailscale pods, tailscale.com resources, NodePort Services, ReplicaSets left out. */
  objects: KeptObject[]
  /** Kinds that could not be listed: absent from the server, or refused. */
  unseen: { kind: string; why: 'absent' | 'forbidden' | 'failed' | 'not_asked' }[]
}

/** How a pod was joined to its device, best first (data-sources.md 3.5). */
export type MatchMethod = 'exec' | 'push' | 'endpoint' | 'resource_status' | 'hostname' | 'none' | 'ambiguous'

/** Does the pod's container have memory to spare for an exec: a fork of the CLI wants some 64 MiB. */
export interface ExecRoom {
  allowed: Tri
  why: string
}
