import { answer } from './answer.mjs'
import { findChromium } from './chromium.mjs'
import { install } from './install.mjs'

// Before a browser is looked for: Playwright may have to be brought first.
install()
process.env.PLAYWRIGHT_CHROMIUM = findChromium()
answer('e2e/benchWeb.ts')
