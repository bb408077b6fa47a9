import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { install, node, root } from './install.mjs'

install()

const main = spawn(node, [join(root, 'lib', 'setup', 'tokenMain.ts'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => main.kill(signal))
main.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
