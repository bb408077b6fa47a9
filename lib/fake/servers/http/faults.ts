import type { SeenRequest } from './requestLog.ts'

/** What goes wrong, and for which requests. */
export interface Fault {
  /** Only requests to this cluster; without it those to every server. */
  cluster?: string
  /** Looked for in the path with its query. */
  route: RegExp
  /** The answer; without it the connection is cut with none. */
  status?: number
  /** Instead of the body that such a server has for the status; what the command wrote, where an exec is let through with 200. */
  body?: string
  headers?: Record<string, string>
  /** `cut` breaks the connection off behind the body; `drip` sends it a letter at a time, and then blanks for ever. */
  course?: 'cut' | 'drip'
  /** Seconds, for `Retry-After`. */
  retryAfterSeconds?: number
  /** How long the request hangs before that. */
  delayMs?: number
  /** How many requests fail; without it all do until it is healed. */
  times?: number
}

/** Faults in force; of several that fit the newest counts. */
export class Faults {
  private readonly inForce: { fault: Fault; left: number }[] = []

  /** Returns what heals it. */
  add(fault: Fault): () => void {
    const entry = { fault, left: fault.times ?? Number.POSITIVE_INFINITY }
    this.inForce.push(entry)
    return () => {
      entry.left = 0
    }
  }

  /** The fault that this request meets, which counts as one of its times. */
  meets(request: SeenRequest): Fault | null {
    const met = this.inForce.findLast(
      ({ fault, left }) =>
        left > 0 &&
        (fault.cluster === undefined || fault.cluster === request.cluster) &&
        request.path.search(fault.route) >= 0,
    )
    if (!met) return null
    met.left -= 1
    return met.fault
  }
}
