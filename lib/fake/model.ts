/** An object as the Kubernetes API speaks of it. */
export interface KubeObject {
  apiVersion: string
  kind: string
  metadata: {
    name: string
    namespace?: string
    uid?: string
    resourceVersion?: string
    generation?: number
    creationTimestamp?: string
    labels?: Record<string, string>
    annotations?: Record<string, string>
    ownerReferences?: { apiVersion: string; kind: string; name: string; uid: string; controller?: boolean }[]
    [field: string]: unknown
  }
  [field: string]: unknown
}

/** What the tailscaled of one pod answers at one moment: the text that the CLI, the port or the log gives. */
export interface Voice {
  /** `tailscale status --json`; idle peers are left out for `--active`. */
  statusJson(options: { activeOnly: boolean; peers: boolean }): string
  /** `tailscale netcheck --format=json`. */
  netcheckJson(): string
  /** `tailscale metrics print`, and port 9002. */
  metricsText(): string
  /** Lines of the container's log, oldest first, each with the time at which it was written. */
  log(): { at: Date; line: string }[]
  /** `tailscale ping` of an address or name. */
  pingText(peer: string): { stdout: string; exitCode: number }
  derpMapJson(): string
  version(): string
}

/** The present objects of a cluster, by its name. */
export type Live = (cluster: string) => readonly KubeObject[]

/** A tailnet and its clusters: what is there, and how it behaves when an object changes. Serves no request itself. */
export interface World {
  tailnet: string
  clusters: { name: string; uid: string; version: string; objects: KubeObject[] }[]
  /** Devices as `GET /tailnet/-/devices?fields=all` lists them. */
  devices(live: Live, now: Date): Record<string, unknown>[]
  policy(): Record<string, unknown>
  derpMap(): Record<string, unknown>
  /** Null where no tailscaled runs in the pod. */
  voice(cluster: string, pod: KubeObject, live: Live, now: Date): Voice | null
  /**
   * What controllers would do after an edit (a changed template replaces its pods), and the moment to note that
   * the pod's surroundings changed. Called after each edit and on each tick; an empty answer means at rest.
   */
  reconcile(cluster: string, live: Live, now: Date): { put: KubeObject[]; remove: KubeObject[] }
}
