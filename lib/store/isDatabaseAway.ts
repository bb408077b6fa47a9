/**
 * Says an error of the store that the server is away, starting, stopping or full, so that asking again later may
 * help; anything else is a bug or a bad value, for which it would not. SQLSTATE classes 08 and 53, 57P0x and 55P03
 * (PostgreSQL Appendix A), serialization failures (class 40), Prisma's P1xxx and P2024/P2028/P2034, and what Node and pg
 * say of a socket.
 */
export function isDatabaseAway(error: unknown): boolean {
  return chain(error).some(text => away.test(text))
}

const away = new RegExp(
  [
    'ECONN(?:REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|ENOENT.*\\.s\\.PGSQL|EAI_AGAIN',
    '\\bP(?:1001|1002|1008|1017|2024|2028|2034|2037)\\b',
    '\\b(?:08[0-9A-Z]{3}|53[0-9]{3}|57P0[1-5]|40001|40P01|55P03)\\b',
    'DatabaseNotReachable|ConnectionClosed|TooManyConnections|SocketTimeout|TransactionWriteConflict|TransactionAlreadyClosed',
    'Connection terminated|connection timeout|timeout exceeded when trying to connect|terminating connection',
    'the database system is (?:starting up|shutting down|in recovery)|server closed the connection|Client has encountered a connection error',
    "Can't reach database server|not queryable",
  ].join('|'),
)

/** What an error and its causes say of themselves. */
function chain(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 4) return [String(error)]
  const { name, code, kind, message, cause, meta, originalCode } = error as Record<string, unknown>
  const own = [name, code, kind, message, originalCode].filter(value => typeof value === 'string')
  return [own.join(' '), ...[cause, meta].flatMap(next => (next ? chain(next, depth + 1) : []))]
}
