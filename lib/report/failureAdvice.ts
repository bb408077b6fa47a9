import type { SourceStanding } from '#lib/tailnet/standing.ts'
import { type TierName, tierOf } from './tierOf.ts'

const grant: Record<Exclude<TierName, 'push'>, string> = {
  T0: 'Give the key or OAuth client the scope devices:core:read, and policy_file:read for the policy file.',
  T1: 'Apply deploy/rbac/t1-objects.yaml to the cluster.',
  T3: 'Apply deploy/rbac/t3-metrics-logs.yaml in each namespace with tailscale pods.',
  T4: 'Apply deploy/rbac/t4-exec.yaml in the namespace, or leave it out of exec.namespaces.',
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
      return grant[tier]
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
