import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg'

const prismaFolder = resolve(import.meta.dirname, '../../prisma')

/** The text of prisma/schema.prisma. */
export const prismaSchema = () => readFileSync(join(prismaFolder, 'schema.prisma'), 'utf8')

/** The folder prisma/migrations as the schema engine wants it, oldest first. */
export function migrationList(): MigrationList {
  const baseDir = join(prismaFolder, 'migrations')
  const names = readdirSync(baseDir, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort()
  return {
    baseDir,
    lockfile: {
      path: 'migration_lock.toml',
      content: readFileSync(join(baseDir, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: names.map(path => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(baseDir, path, 'migration.sql'), 'utf8') },
      },
    })),
  }
}
