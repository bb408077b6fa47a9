/**
 * The database without a wait for the disk at each commit, which is a third of the time that history takes: a crash of
 * Postgres may cost the demo its last moments. Only on this machine: elsewhere a pooler may refuse options.
 */
export function hasty(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  if (['127.0.0.1', 'localhost'].includes(url.hostname) && !url.searchParams.has('options')) {
    url.searchParams.set('options', '-c synchronous_commit=off')
  }
  return url.href
}
