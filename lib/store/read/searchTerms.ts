import { Prisma } from '#prisma/generated/client.ts'

/** What a search asks the store: addresses word by word, or names whole, by their start, or a part of them. */
export interface Sought {
  addresses: readonly string[]
  endpoints: readonly { address: string; port: number }[]
  /** In small letters, the likeliest first. */
  names: readonly string[]
}

/** A part of a name that has fewer letters would find everything. */
const shortestPart = 2

/** Text that LIKE takes as it stands. */
export const escapeLike = (text: string) => text.replace(/[\\%_]/g, sign => `\\${sign}`)

/** How well a column matches: 0 whole, 1 its start, 2 a part of it; null where it does not. */
export function rankSql(text: Prisma.Sql, { names }: Sought): Prisma.Sql {
  const parts = names.filter(name => name.length >= shortestPart).map(escapeLike)
  return Prisma.sql`case
    when lower(${text}) = any(${[...names]}::text[]) then 0
    when lower(${text}) like any(${parts.map(part => `${part}%`)}::text[]) then 1
    when lower(${text}) like any(${parts.map(part => `%${part}%`)}::text[]) then 2 end`
}

export const rankWords = ['exact', 'start', 'part'] as const
