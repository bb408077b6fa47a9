import { randomUUID } from 'node:crypto'
import type { Database } from '#lib/store/database.ts'
import { createToken } from '#lib/store/push/createToken.ts'
import { revokeToken } from '#lib/store/push/revokeToken.ts'
import { type TokenStanding, tokens } from '#lib/store/push/tokens.ts'
import { newToken } from './newToken.ts'
import { type TokenCommand, tokenHelp } from './readTokenCommand.ts'
import { tokenHash } from './tokenHash.ts'

/** Does what was asked and gives the lines to print; `ok` is false where it could not be done. */
export async function runTokenCommand(
  db: Database,
  command: TokenCommand,
): Promise<{ ok: boolean; text: string }> {
  switch (command.kind) {
    case 'help':
      return { ok: true, text: tokenHelp }
    case 'list':
      return { ok: true, text: listed(await tokens(db)) }
    case 'revoke': {
      const isEnded = await revokeToken(db, command.name)
      return isEnded
        ? { ok: true, text: `"${command.name}" is revoked: it opens nothing from now on.\n` }
        : { ok: false, text: `There is no token "${command.name}" that still works.\n` }
    }
    case 'create': {
      const { name, clusterName, clusterUid, namespaces } = command
      const token = newToken()
      const isMade = await createToken(db, {
        id: randomUUID(),
        name,
        clusterId: clusterUid ?? `push:${clusterName}`,
        clusterName,
        namespaces,
        hash: tokenHash(token),
      })
      if (!isMade)
        return { ok: false, text: `There is a token "${name}" already: revoked ones keep their name.\n` }
      return { ok: true, text: `${token}\n` }
    }
  }
}

const day = (at: Date | null) => at?.toISOString().slice(0, 16).replace('T', ' ') ?? 'never'

function listed(all: readonly TokenStanding[]): string {
  if (all.length === 0) return 'There is no token yet.\n'
  const rows = all.map(token => [
    token.name,
    token.clusterName,
    token.namespaces.join(','),
    day(token.createdAt),
    day(token.lastUsedAt),
    String(token.senders),
    token.revokedAt ? `revoked ${day(token.revokedAt)}` : 'works',
  ])
  const table = [['NAME', 'CLUSTER', 'NAMESPACES', 'MADE (UTC)', 'LAST USED', 'PODS', 'STATE'], ...rows]
  const widths = table[0]?.map((_, column) => Math.max(...table.map(row => row[column]?.length ?? 0))) ?? []
  return table
    .map(
      row =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}
