import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { install, node, root } from './install.mjs'

// Says what it does on stderr only: stdout is the answer.
install()

const main = spawn(node, [join(root, 'lib', 'check', 'main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => main.kill(signal))
main.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
