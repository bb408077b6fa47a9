import { z } from 'zod'
import type { Prisma } from '#prisma/generated/client.ts'
import type { Database, Transaction } from '../database.ts'

/** Asks one SQL question and checks each row: what comes out has the shape that the code believes in. */
export async function askRows<T extends z.ZodType>(
  db: Database | Transaction,
  row: T,
  sql: Prisma.Sql,
): Promise<z.output<T>[]> {
  return z.array(row).parse(await db.$queryRaw(sql))
}

/** count(*) comes as bigint, sums of bigint as numeric: both are asked for as float8, exact up to 2^53. */
export const count = z.number()
