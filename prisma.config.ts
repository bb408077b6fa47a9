import { defineConfig } from 'prisma/config'

// `prisma generate` and `validate` never use the schema engine, but the CLI insists on having one and would
// download it: any existing program satisfies it.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } })
