import { spawnSync } from 'node:child_process'
import { install, node, root } from './install.mjs'

// After a change of lib/tailnet/rights.ts: writes deploy/rbac and the README's table of tiers anew.
install()
const { status } = spawnSync(node, ['lib/check/writeRights.ts'], { cwd: root, stdio: 'inherit' })
process.exit(status ?? 1)
