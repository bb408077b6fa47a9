import { Prisma } from '#prisma/generated/client.ts'

/** A condition that a column holds one of some ids; that always holds where none are named. */
export const among = (ids: readonly string[] | undefined, column: string): Prisma.Sql =>
  ids ? Prisma.sql`${Prisma.raw(column)} = any(${[...ids]}::text[])` : Prisma.sql`true`
