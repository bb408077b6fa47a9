/** A file as it was read. */
export interface GivenFile {
  /** As the person wrote it. */
  name: string
  text: string
  /** When it was written, as its folder says: files hold no time of their own but netcheck and log. */
  writtenAt?: Date
}

/** The files that a person gave; null where not given. */
export interface ExplainFiles {
  /** `tailscale status --json`. */
  status: GivenFile
  /** `tailscale netcheck --format=json`. */
  netcheck: GivenFile | null
  /** `tailscale metrics print`, or what `:9002/metrics` serves. */
  metrics: GivenFile | null
  /** `kubectl logs`, or any lines of tailscaled. */
  log: GivenFile | null
  /** Lines of `tailscale ping`. */
  pings: GivenFile | null
  /** `GET /tailnet/-/devices?fields=all`. */
  devices: GivenFile | null
  /** `kubectl get … -o json`, one or more kinds, of one or more clusters. */
  clusters: GivenFile[]
  /** `tailscale debug derp-map`. */
  derpMap: GivenFile | null
  /** Which pod it is; null where it is to be found. */
  pod: { namespace: string; name: string } | null
}
