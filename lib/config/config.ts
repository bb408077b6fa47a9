import type { ReviewConfig } from './readReview.ts'

/** How the Tailscale API is told who asks. */
export type TailscaleCredential =
  | { kind: 'api_key'; key: string }
  | { kind: 'oauth'; clientId: string; clientSecret: string }

/** Where the clusters are. */
export type KubernetesSource =
  /** `files` in the order of KUBECONFIG, where of two entries of one name the first counts, as for kubectl. */
  { kind: 'kubeconfig'; files: string[]; contexts: string[] } | { kind: 'in_cluster' } | { kind: 'none' }

/** Intervals and limits of the collector. Shaped as lib/poll takes them. */
export interface PollConfig {
  apiSeconds: number
  metricsSeconds: number
  statusSeconds: number
  sweepSeconds: number
  diagnoseSeconds: number
  maintainSeconds: number
  /** Per cluster. */
  execsPerSecond: number
  /** Per cluster. */
  concurrency: number
  /** By the name of the cluster's context. */
  mayExec(clusterName: string, namespace: string): boolean
  /** By the name of the cluster's context. */
  metricsByPodIp(clusterName: string): boolean
  review: ReviewConfig
}

/** A real tailnet, with or without the Tailscale API, with or without clusters. What is pushed is taken in any case. */
export interface RealConfig {
  mode: 'real'
  /** Without a credential the API is not asked. */
  tailscale: { baseUrl: string; tailnet: string; credential: TailscaleCredential | null }
  /** What `tailscale debug derp-map` printed, unread; null where none is given. */
  derpMap: string | null
  kubernetes: KubernetesSource
  poll: PollConfig
}

/** What tailpath is told by its environment and its file. */
export type Config = { mode: 'demo' } | RealConfig
