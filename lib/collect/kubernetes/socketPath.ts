import { daemonFlag, envValue } from './daemonFlag.ts'
import type { TailscaleContainer } from './tailscaleContainer.ts'

/** cmd/containerboot/settings.go: it links it to where the CLI looks, which fails when it is not root. */
const containerbootSocket = '/tmp/tailscaled.sock'

/** Where the CLI finds tailscaled; null where it looks there by itself (/var/run/tailscale/tailscaled.sock). */
export function socketPath(found: TailscaleContainer): string | null {
  const flag = daemonFlag(found, 'socket')
  if (flag !== null) return flag
  switch (found.runs) {
    case 'containerboot':
      return envValue(found, 'TS_SOCKET') ?? containerbootSocket
    case 'tailscaled':
    case 'tsnet':
      return null
  }
}
