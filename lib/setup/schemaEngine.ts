import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  type ColumnType,
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import { Pool } from 'pg'
import { databaseUrl } from './databaseUrl.ts'

/** Column types of the driver adapter by the object id of the Postgres type: those of the system catalogue. */
const catalogueTypes: Record<number, ColumnType> = {
  16: ColumnTypeEnum.Boolean,
  18: ColumnTypeEnum.Character,
  19: ColumnTypeEnum.Text,
  21: ColumnTypeEnum.Int32,
  23: ColumnTypeEnum.Int32,
  25: ColumnTypeEnum.Text,
  26: ColumnTypeEnum.Int64,
}

/**
 * The engine describes a database by columns of type "char" (pg_constraint.contype), which the adapter refuses
 * (UnsupportedNativeDataType). Answers such a query by hand; any other error stays what it was.
 */
async function queryCatalogue(driver: Pool, query: SqlQuery, error: unknown): Promise<SqlResultSet> {
  if (!(error instanceof DriverAdapterError) || error.cause.kind !== 'UnsupportedNativeDataType') throw error
  const result = await driver.query({ text: query.sql, values: query.args, rowMode: 'array' })
  const columnTypes = result.fields.map(field => {
    const type = catalogueTypes[field.dataTypeID]
    if (type === undefined) throw error
    return type
  })
  return { columnNames: result.fields.map(field => field.name), columnTypes, rows: result.rows }
}

/**
 * Prisma splits a script at every ";" and sends the pieces over any connection of its pool. Sent whole, a script
 * is one implicit transaction: a migration that fails or is killed half-way leaves nothing behind.
 */
class WholeScripts extends PrismaPg {
  readonly #url: string

  constructor(pool: Pool, url: string) {
    super(pool)
    this.#url = url
  }

  /** Prisma's own sets `database` beside a connection string, which wins: it would migrate the real database. */
  override async connectToShadowDb() {
    const name = `tailpath_shadow_${randomUUID()}`
    const server = (await this.connect()).underlyingDriver()
    await server.query(`create database "${name}"`)
    const pool = new Pool({ connectionString: databaseUrl(this.#url, name), max: 2 })
    const shadow = await new WholeScripts(pool, this.#url).connect()
    shadow.dispose = async () => {
      await pool.end()
      await server.query(`drop database "${name}"`)
    }
    return shadow
  }

  override async connect() {
    const adapter = await super.connect()
    const driver = adapter.underlyingDriver()
    adapter.executeScript = async script => {
      await driver.query(script)
    }
    const queryRaw = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = query => queryRaw(query).catch(error => queryCatalogue(driver, query, error))
    return adapter
  }
}

let loaded = false

/** The package imports its .wasm as a module, which Node cannot without a flag: instantiate it by hand. */
function loadEngine(): void {
  if (loaded) return
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const instance = new WebAssembly.Instance(
    new WebAssembly.Module(readFileSync(script.replace(/\.js$/, '.wasm'))),
    // The module object is the table of imports that wasm-bindgen wrote; its types only name what it exports.
    { './schema_engine_bg.js': bindings as unknown as WebAssembly.ModuleImports },
  )
  bindings.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start !== 'function') throw new Error('schema_engine_bg.wasm has no __wbindgen_start')
  start()
  loaded = true
}

/**
 * Runs `work` with Prisma's own schema engine (as WebAssembly: the native one would have to be downloaded).
 * The engine speaks through the pg adapter and writes `_prisma_migrations` as `prisma migrate deploy` does.
 */
export async function withSchemaEngine<T>(
  url: string,
  schema: string,
  work: (engine: bindings.SchemaEngine) => Promise<T>,
): Promise<T> {
  loadEngine()
  const pool = new Pool({ connectionString: url, connectionTimeoutMillis: 10_000, max: 2 })
  const engine = await bindings.SchemaEngine.new(
    { datamodels: [['schema.prisma', schema]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(new WholeScripts(pool, url)),
  )
  try {
    return await work(engine)
  } finally {
    engine.free()
    await pool.end()
  }
}
