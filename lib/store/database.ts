import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '#prisma/generated/client.ts'

/** An open database. What is inside stays in lib/store: one file per question or write. */
export type Database = PrismaClient

/** The same inside a transaction. */
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0]

/**
 * Opens lazily: the first query connects. Queries reject when the server cannot be reached within 10 s
 * (the driver itself would wait for ever).
 */
export function openDatabase(url: string): Database {
  return new PrismaClient({
    adapter: new PrismaPg({
      connectionString: url,
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 60_000,
      // Two of these (collector and app) leave most of Postgres' default of 100 connections to others.
      max: 10,
      application_name: 'tailpath',
    }),
  })
}

/** Waits for running queries and closes the pool. */
export async function closeDatabase(db: Database): Promise<void> {
  await db.$disconnect()
}

/**
 * One transaction, all or nothing. Waits up to 20 s for a connection and may run for a minute: a round after a
 * long gap writes thousands of buckets.
 */
export function transaction<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return db.$transaction(work, { maxWait: 20_000, timeout: 60_000 })
}
