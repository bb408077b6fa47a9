import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { Database } from '#lib/store/database.ts'
import { startCollector } from '#lib/store/startCollector.ts'
import { stopCollector } from '#lib/store/stopCollector.ts'
import { heartbeatSeconds } from './heartbeat.ts'

const packageFile = join(resolve(import.meta.dirname, '../..'), 'package.json')

/** Notes that a run begins, and the gap since the last one ended or was killed. */
export async function beginRun(db: Database, at: Date): Promise<{ id: string }> {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, 'utf8')))
  const id = randomUUID()
  await startCollector(db, { id, at, version, intervalSeconds: heartbeatSeconds })
  return { id }
}

/** Notes that a run ended in order, so that the gap after it is no crash. */
export const endRun = (db: Database, run: { id: string }, at: Date) => stopCollector(db, { id: run.id, at })
