import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { install, node, root } from './install.mjs'

install()
const results = join(root, 'test-results')
const report = join(results, 'cluster.json')
mkdirSync(results, { recursive: true })
rmSync(report, { force: true })

const bin = path => join(root, 'node_modules', path)
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', PATH: `${bin('.bin')}:${process.env.PATH}` }
delete env.DATABASE_URL
const run = (program, ...args) => spawnSync(program, args, { cwd: root, stdio: 'inherit', env }).status

// Before any test, so that a missing Go is one clear word and not a hundred failures.
const built = spawnSync(join(root, 'e2e/cluster/build.sh'), { stdio: ['ignore', 'ignore', 'inherit'], env })
if (built.status !== 0) {
  const why = built.status === 3 ? 'it needs Go 1.26 or later' : 'its programs could not be built'
  process.stderr.write(`npm run test:cluster stops here: ${why}. npm test needs no Go.\n`)
  process.exit(1)
}
run(node, bin('prisma/build/index.js'), 'generate')
const status = run(
  node,
  bin('vitest/vitest.mjs'),
  'run',
  '--config=vitest.cluster.config.ts',
  '--reporter=verbose',
  '--reporter=json',
  `--outputFile.json=${report}`,
)
run(node, 'lib/setup/stopTestDatabase.ts')

const found = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null
const passed = found?.numPassedTests ?? 0
// A run that failed without a failed test (it did not start, it was killed) is a failure too.
const failed = Math.max(found?.numFailedTests ?? 0, status === 0 ? 0 : 1)
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
