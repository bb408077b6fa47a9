import { daemonFlag, envValue } from './daemonFlag.ts'
import type { TailscaleContainer } from './tailscaleContainer.ts'

function port(text: string | null): number | null {
  const number = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0
  return number > 0 && number <= 65_535 ? number : null
}

/**
 * The UDP port that tailscaled is told to take; null is a random one. `--port` wins over PORT, its default
 * (cmd/tailscaled/tailscaled.go defaultPort). Programs with tailscale built in read neither (k8s-proxy: TS #18841).
 */
export function fixedPort(found: TailscaleContainer): number | null {
  if (found.runs === 'tsnet') return port(envValue(found, 'TS_PORT'))
  const flag = daemonFlag(found, 'port')
  if (flag !== null) return port(flag)
  return port(envValue(found, 'PORT') ?? envValue(found, 'TS_PORT'))
}
