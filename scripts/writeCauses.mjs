import { spawnSync } from 'node:child_process'
import { install, node, root } from './install.mjs'

// After a change of lib/diagnose/causes: writes docs/causes anew.
install()
const { status } = spawnSync(node, ['lib/check/writeCauses.ts'], { cwd: root, stdio: 'inherit' })
process.exit(status ?? 1)
