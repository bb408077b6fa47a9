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

/**
 * Does a column hold one of the names? No pattern is made of what a person put in: `%` and `_` are signs like others.
 */
export function holdsSql(text: Prisma.Sql, { names }: Sought): Prisma.Sql {
  const parts = names.filter(name => name.length >= shortestPart)
  const held = parts.map(part => Prisma.sql`strpos(lower(${text}), ${part}) > 0`)
  return Prisma.sql`(${Prisma.join([Prisma.sql`lower(${text}) = any(${[...names]}::text[])`, ...held], ' or ')})`
}

/** How well a column that holds a name matches: 0 whole, 1 by its start, 2 by a part of it. */
export function rankSql(text: Prisma.Sql, { names }: Sought): Prisma.Sql {
  const begun = names.map(name => Prisma.sql`starts_with(lower(${text}), ${name})`)
  return Prisma.sql`case when lower(${text}) = any(${[...names]}::text[]) then 0
    when ${Prisma.join([Prisma.sql`false`, ...begun], ' or ')} then 1 else 2 end`
}

export const rankWords = ['exact', 'start', 'part'] as const
