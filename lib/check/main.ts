import { readFileSync } from 'node:fs'
import { readConfig } from '#lib/config/readConfig.ts'
import { checkAll } from './checkAll.ts'
import { isComplete } from './isComplete.ts'
import { narrowed } from './narrowed.ts'
import { print } from './print.ts'
import { help, readCommand } from './readCommand.ts'

const readFile = (path: string) => readFileSync(path, 'utf8')

function end(text: string): never {
  process.stderr.write(`check: ${text}\n`)
  process.exit(2)
}

const command = readCommand(process.argv.slice(2))
if (!command.ok) end(command.failure.detail)
if (command.value.kind === 'help') {
  process.stdout.write(help)
  process.exit(0)
}
const { json, tiers } = command.value
const read = readConfig(process.env, readFile)
if (!read.ok) end(read.problems.join('\ncheck: '))
if (read.config.mode === 'demo')
  end(
    'nothing is configured, and the demo needs no rights. Set TAILSCALE_API_KEY and KUBECONFIG: see the README.',
  )

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
const checks = narrowed(
  await checkAll({
    config: read.config,
    env: process.env,
    readFile,
    fetch,
    now: () => new Date(),
    signal: stop.signal,
  }),
  tiers,
)
// A reader such as `head` may have gone.
process.stdout.on('error', () => process.exit())
process.stdout.write(
  json ? `${JSON.stringify({ complete: isComplete(checks), sources: checks }, null, 2)}\n` : print(checks),
)
process.exitCode = isComplete(checks) ? 0 : 1
