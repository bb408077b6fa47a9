import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'

export interface NewToken {
  id: string
  name: string
  clusterId: string
  clusterName: string
  /** "*" for all. */
  namespaces: readonly string[]
  /** SHA-256 of the token, in hex. */
  hash: string
}

/** Keeps a token by its hash; false where there is one of that name already, revoked or not. */
export async function createToken(db: Database, token: NewToken): Promise<boolean> {
  const made = await db.$executeRaw(Prisma.sql`
    insert into push_token (id, name, cluster_id, cluster_name, namespaces, hash)
    values (${token.id}, ${token.name}, ${token.clusterId}, ${token.clusterName},
            ${[...token.namespaces]}::text[], ${token.hash})
    on conflict (name) do nothing`)
  return made > 0
}
