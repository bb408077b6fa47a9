/** How Go prints a time that was never set. */
export const zeroTime = '0001-01-01T00:00:00Z'

/** RFC 3339 of Unix seconds; Go's zero time for never. */
export function stamp(unix: number | null): string {
  return unix === null ? zeroTime : new Date(unix * 1000).toISOString()
}

/** Go's log prefix, in UTC as in a container. */
export function logStamp(unix: number): string {
  return new Date(unix * 1000).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ')
}
