import { rights, type TierRights } from '#lib/tailnet/rights.ts'
import type { SourceStanding } from '#lib/tailnet/standing.ts'
import { tierOf } from './tierOf.ts'

/** How a refused source gets its right. */
function grant(tier: TierRights['tier'], id: string): string {
  if (tier === 'T0') {
    const scope = scopeOf[id] ?? 'devices:core:read'
    return `Give the key or OAuth client the scope ${scope}.`
  }
  const role = rights.find(each => each.tier === tier)?.role
  if (!role) return 'Let this machine reach port 9002 of the pods, or leave metrics.byPodIp out.'
  const where = role.reach === 'cluster' ? 'to the cluster' : 'in each namespace with tailscale pods'
  const rest = tier === 'T4' ? ', or leave it out of exec.namespaces' : ''
  return `Apply deploy/rbac/${role.file} ${where}${rest}.`
}

const scopeOf: Record<string, string> = {
  'tailscale:policy': 'policy_file:read',
  'tailscale:settings': 'feature_settings:read',
}

/** What to do about a source that does not answer, by why it does not. Null where nothing needs doing. */
export function failureAdvice({ id, state, code }: SourceStanding): string | null {
  if (state === 'ok' || state === 'off') return null
  const tier = tierOf(id)
  if (tier === 'push')
    return 'See the log of the sender (docs/push.md). What it spooled meanwhile comes when it is back.'
  if (state === 'absent')
    return 'Nothing to do: the cluster has no such kind. It is looked for again from time to time.'
  switch (code) {
    case 'forbidden':
      return grant(tier, id)
    case 'unauthorized':
      return tier === 'T0'
        ? 'The key has expired or was taken back: make a new one and start again with it.'
        : 'The kubeconfig’s credential is not accepted any more: renew it and start again.'
    case 'refused':
    case 'timeout':
    case 'dns':
      return 'See whether this machine reaches the address; it is tried again by itself.'
    case 'tls':
      return tier === 'T0'
        ? 'See whether something in between opens TLS; NODE_EXTRA_CA_CERTS names further authorities.'
        : 'Give the kubeconfig the certificate authority that signed the server’s certificate.'
    case 'redirected':
      return 'Something in between asks for a login, or the address has changed: give the new one.'
    case 'rate_limited':
      return 'It is asked less often by itself. Other programs may use the same key.'
    case 'not_running':
    case 'exec_failed':
      return 'See whether the container runs tailscaled and holds the tailscale command.'
    default:
      return 'It is tried again by itself; the log of the collector has more (collector.log in the data folder).'
  }
}
