import type { Voice } from '../model.ts'
import { derpMap } from './homeRegion.ts'
import { logLines } from './logLines.ts'
import { metricsText } from './metricsText.ts'
import { netcheckText } from './netcheckText.ts'
import { pingText } from './pingText.ts'
import { recording } from './recording.ts'
import type { Stage } from './stage.ts'
import { statusText } from './statusText.ts'

const derpMapText = JSON.stringify(derpMap, null, 1)

/** The answers of a tailscaled at a moment; each is worked out when it is asked. */
export function voiceOf(stage: Stage): Voice {
  return {
    statusJson: options => statusText(stage, options),
    netcheckJson: () => netcheckText(stage),
    metricsText: () => metricsText(stage),
    log: () => logLines(stage),
    pingText: peer => pingText(stage, peer),
    derpMapJson: () => derpMapText,
    version: () => `${String(recording('base', stage.note.scene.recording).status.Version)}\n`,
  }
}
