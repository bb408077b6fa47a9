import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from './chromium.mjs'
import { install, node, root } from './install.mjs'

install()
const results = join(root, 'test-results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

const bin = path => join(root, 'node_modules', path)
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', PATH: `${bin('.bin')}:${process.env.PATH}` }
delete env.DATABASE_URL
const chromium = findChromium()
const counts = { passed: 0, failed: 0 }

/** Runs a program on our Node and counts it as one test, or as those that its report names. */
function run(name, args, report) {
  process.stdout.write(`\n── ${name}\n`)
  const { status } = spawnSync(node, args, { cwd: root, stdio: 'inherit', env })
  const found = report?.() ?? null
  counts.passed += found?.passed ?? (status === 0 ? 1 : 0)
  // A run that failed without a failed test (it did not start, it was killed) is a failure too.
  counts.failed += found && found.failed > 0 ? found.failed : status === 0 ? 0 : 1
}

const read = file =>
  existsSync(join(results, file)) ? JSON.parse(readFileSync(join(results, file), 'utf8')) : null

function vitestReport() {
  const report = read('vitest.json')
  return report && { passed: report.numPassedTests, failed: report.numFailedTests }
}

function playwrightReport() {
  const stats = read('playwright.json')?.stats
  return stats && { passed: stats.expected + stats.flaky, failed: stats.unexpected }
}

run('the database client', [bin('prisma/build/index.js'), 'generate'])
run('types', [bin('typescript/bin/tsc'), '--noEmit', '-p', '.'])
run('lint', [bin('@biomejs/biome/bin/biome'), 'ci', '.'])
run('what nobody uses', [bin('knip/bin/knip.js')])
run(
  'unit and database',
  [
    bin('vitest/vitest.mjs'),
    'run',
    '--reporter=dot',
    '--reporter=json',
    '--outputFile.json=test-results/vitest.json',
  ],
  vitestReport,
)
run('the pages, built', ['lib/setup/buildPages.ts'])
env.PLAYWRIGHT_CHROMIUM = chromium
run('end to end', [bin('@playwright/test/cli.js'), 'test'], playwrightReport)
spawnSync(node, ['lib/setup/stopTestDatabase.ts'], { cwd: root, stdio: 'inherit', env })

process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed\n`)
process.exit(counts.failed === 0 ? 0 : 1)
