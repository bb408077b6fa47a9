export interface SeenRequest {
  method: string
  /** With the query. */
  path: string
  /** Name of the cluster that was asked; null for the Tailscale API. */
  cluster: string | null
}

/** A demo runs for days: only the newest are kept. */
const kept = 20_000

/** What was asked of the servers, oldest first. */
export class RequestLog {
  private seen: SeenRequest[] = []

  add(request: SeenRequest): void {
    this.seen.push(request)
    if (this.seen.length > 2 * kept) this.seen = this.seen.slice(-kept)
  }

  all(): SeenRequest[] {
    return this.seen.slice(-kept)
  }
}
