import { Client } from 'pg'
import { migrationList, prismaSchema } from './migrationList.ts'
import { withSchemaEngine } from './schemaEngine.ts'

/** Any fixed number that other programs on the same server are unlikely to lock: "tailpath" in ASCII. */
const migrationLock = '8386654083522127976'

const filters = { externalTables: [], externalEnums: [] }

/**
 * Applies the migrations that the database lacks and returns their names. Two starts at once apply them once: the
 * second waits for the lock and finds nothing left to do. A migration that was killed half-way left nothing
 * behind (it is one transaction), so its mark is taken back and it runs again.
 */
export async function migrate(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    return await withSchemaEngine(url, prismaSchema(), async engine => {
      for (const migrationName of await halfApplied(client)) {
        await engine.markMigrationRolledBack({ migrationName })
      }
      const applied = await engine.applyMigrations({ migrationsList: migrationList(), filters })
      return applied.appliedMigrationNames
    })
  } finally {
    await client.end()
  }
}

async function halfApplied(client: Client): Promise<string[]> {
  const table = await client.query("select to_regclass('_prisma_migrations') as name")
  if (table.rows[0].name === null) return []
  const failed = await client.query(
    'select migration_name from _prisma_migrations where finished_at is null and rolled_back_at is null',
  )
  return failed.rows.map(row => String(row.migration_name))
}

/** The SQL that would turn what the database holds into prisma/schema.prisma: empty where nothing drifted. */
export async function drift(url: string, from: 'database' | 'migrations'): Promise<string> {
  const schema = prismaSchema()
  const files = [{ path: 'schema.prisma', content: schema }]
  return withSchemaEngine(url, schema, async engine => {
    const { stdout } = await engine.diff({
      from:
        from === 'migrations'
          ? { tag: 'migrations', ...migrationList() }
          : { tag: 'schemaDatasource', files, configDir: '' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters,
    })
    return (stdout ?? '').replaceAll('-- This is an empty migration.', '').trim()
  })
}
