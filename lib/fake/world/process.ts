/** When a tailscaled is down and up again by itself, each so many seconds; synthetic but for the outage's length. */
export interface Restarts {
  everySeconds: number
  /** Second within the span at which it is killed. */
  at: number
  outageSeconds: number
}

/** Unix seconds at which the process that runs at a moment started; null while it is down. */
export function processStart(startedAt: number, restarts: Restarts | null, unix: number): number | null {
  if (!restarts) return startedAt
  const span = Math.floor((unix - restarts.at) / restarts.everySeconds)
  const killed = span * restarts.everySeconds + restarts.at
  if (killed <= startedAt) return startedAt
  if (unix < killed + restarts.outageSeconds) return null
  return killed + restarts.outageSeconds
}
