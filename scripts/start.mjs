import { spawn } from 'node:child_process'
import { install, node, root } from './install.mjs'

install()

// The system's Node may be too old to run TypeScript: the packages bring the one that is used from here on.
const main = spawn(node, ['lib/setup/main.ts'], {
  cwd: root,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => main.kill('SIGTERM'))
// npm hands a signal to its shell alone, which ends by it: the loss of that parent is then the signal.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && main.kill('SIGTERM'), 500).unref()
}
main.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
