import type { Config } from '#lib/config/config.ts'

/** Every credential of a configuration, to be taken out of the log. Those of clusters stay where they are read. */
export function secretsOf(config: Config): string[] {
  if (config.mode === 'demo') return []
  const { credential } = config.tailscale
  switch (credential?.kind) {
    case undefined:
      return []
    case 'api_key':
      return [credential.key]
    case 'oauth':
      return [credential.clientSecret]
  }
}
