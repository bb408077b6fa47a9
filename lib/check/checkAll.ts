import { openAccess } from '#lib/collect/kubernetes/openAccess.ts'
import { type KubeContext, readKubeconfig } from '#lib/collect/kubernetes/readKubeconfig.ts'
import { serviceAccount } from '#lib/collect/kubernetes/serviceAccount.ts'
import { tailscaleClient } from '#lib/collect/tailscale/tailscaleClient.ts'
import type { KubernetesSource, RealConfig } from '#lib/config/config.ts'
import type { SourceCheck } from './check.ts'
import { checkCluster } from './checkCluster.ts'
import { checkTailscale } from './checkTailscale.ts'

export interface CheckParts {
  config: RealConfig
  env: Readonly<Record<string, string | undefined>>
  /** Throws as `readFileSync`. */
  readFile(path: string): string
  fetch: typeof fetch
  now(): Date
  signal: AbortSignal
}

/** Looks at every source that the configuration names; changes nothing anywhere. Throws where a kubeconfig is none. */
export async function checkAll(parts: CheckParts): Promise<SourceCheck[]> {
  const { config, now, signal } = parts
  const { poll } = config
  return await Promise.all([
    checkApi(parts),
    ...contexts(config.kubernetes, parts).map(async context => {
      const access = openAccess(context, now, signal)
      try {
        return await checkCluster(context.name, access, {
          mayExec: namespace => poll.mayExec(context.name, namespace),
          metricsByPodIp: poll.metricsByPodIp(context.name),
        })
      } finally {
        access.close()
      }
    }),
  ])
}

async function checkApi({ config: { tailscale }, fetch, now, signal }: CheckParts): Promise<SourceCheck> {
  const { baseUrl, tailnet, credential } = tailscale
  if (!credential) return apiOff
  const client = tailscaleClient({ baseUrl, tailnet, credential, fetch, now, signal })
  return await checkTailscale(client, credential.kind, `Tailscale API at ${baseUrl}, tailnet ${tailnet}`)
}

const apiOff: SourceCheck = {
  source: 'Tailscale API',
  account: null,
  tiers: [
    {
      tier: 'T0',
      what: 'devices, policy, settings',
      namespaces: null,
      state: 'off',
      isAskedFor: false,
      says: 'TAILSCALE_API is off',
      add: null,
    },
  ],
}

function contexts(source: KubernetesSource, { env, readFile }: CheckParts): KubeContext[] {
  switch (source.kind) {
    case 'none':
      return []
    case 'in_cluster':
      return [serviceAccount(env)]
    case 'kubeconfig': {
      const read = readKubeconfig(source.files.map(file => ({ file, text: readFile(file) })))
      if (!read.ok) throw new Error(read.failure.detail)
      return source.contexts.map(
        name => read.value.find(context => context.name === name) ?? { name, cluster: null, user: null },
      )
    }
  }
}
