/** Variables that say which tailnet and clusters are looked at. Any of them means: not the demo. */
export const sourceVariables = [
  'TAILSCALE_API',
  'TAILSCALE_API_KEY',
  'TAILSCALE_API_KEY_FILE',
  'TAILSCALE_OAUTH_CLIENT_ID',
  'TAILSCALE_OAUTH_CLIENT_ID_FILE',
  'TAILSCALE_OAUTH_CLIENT_SECRET',
  'TAILSCALE_OAUTH_CLIENT_SECRET_FILE',
  'TAILSCALE_API_URL',
  'TAILSCALE_TAILNET',
  'KUBECONFIG',
  'TAILPATH_CONTEXTS',
  'TAILPATH_CONFIG',
] as const

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads one of our variables; empty counts as not set, as Compose and Helm leave it. */
export function variable(env: Environment, name: Variable): string | null {
  return env[name]?.trim() || null
}

/** Variables of the weekly review. */
export const reviewVariables = ['TAILPATH_ZONE', 'TAILPATH_TEAM_LABEL'] as const

/** Names of DERP regions for those who let nobody ask. */
export const regionVariables = ['TAILPATH_DERP_MAP'] as const

/** Variables of frozen views. */
export const sharingVariables = ['TAILPATH_SHARE_MAX', 'TAILPATH_PUBLIC_URL'] as const

type Variable =
  | (typeof sourceVariables)[number]
  | (typeof reviewVariables)[number]
  | (typeof sharingVariables)[number]
  | (typeof regionVariables)[number]
  | 'KUBERNETES_SERVICE_HOST'
