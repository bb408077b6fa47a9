import type { Config, KubernetesSource } from './config.ts'
import type { ConfigFile } from './fileSchema.ts'
import { pollConfig } from './pollConfig.ts'
import { readApiUrl } from './readApiUrl.ts'
import { readConfigFile } from './readConfigFile.ts'
import { readCredential } from './readCredential.ts'
import { readKubernetes } from './readKubernetes.ts'
import { readReview } from './readReview.ts'
import { readSharing } from './readSharing.ts'
import { type ReadFile, readText, type Tell } from './readText.ts'
import { type Environment, sourceVariables, variable } from './variable.ts'

const publicApi = 'https://api.tailscale.com'

/**
 * What the environment and the file ask for: the demo where nothing is set, else a real tailnet. Every problem is
 * told at once, each in one sentence with what to do; none repeats a credential. `readFile` throws as `readFileSync`.
 */
export function readConfig(
  env: Environment,
  readFile: ReadFile,
): { ok: true; config: Config } | { ok: false; problems: string[] } {
  const set = sourceVariables.filter(name => variable(env, name) !== null)
  const ofReview: string[] = []
  const review = readReview(env, problem => ofReview.push(problem))
  readSharing(env, problem => ofReview.push(problem))
  if (set.length === 0)
    return ofReview.length > 0 ? { ok: false, problems: ofReview } : { ok: true, config: { mode: 'demo' } }
  const problems: string[] = []
  const tell: Tell = problem => problems.push(problem)
  const isApiOff = readSwitch(variable(env, 'TAILSCALE_API') ?? 'on', tell) === 'off'
  const credential = readCredential(env, readFile, tell)
  if (isApiOff && credential)
    tell('TAILSCALE_API is off, but a credential for it is set; take one of the two out.')
  if (!isApiOff && !credential && problems.length === 0)
    tell(
      `${set.join(', ')} ${set.length === 1 ? 'is' : 'are'} set, but no credential for the Tailscale API; set TAILSCALE_API_KEY or an OAuth client, or TAILSCALE_API=off to do without it, or start with ${set.map(name => `${name}=`).join(' ')} to see the demo.`,
    )
  const baseUrl = readApiUrl(variable(env, 'TAILSCALE_API_URL') ?? publicApi, tell)
  const tailnet = readTailnet(variable(env, 'TAILSCALE_TAILNET') ?? '-', tell)
  const kubernetes = readKubernetes(env, readFile, tell)
  const file = readFileOf(env, readFile, tell)
  if (file) checkClusters(file, kubernetes, tell)
  const derpMap = readDerpMap(env, readFile, tell)
  problems.push(...ofReview)
  if (problems.length > 0 || !baseUrl || !file) return { ok: false, problems }
  return {
    ok: true,
    config: {
      mode: 'real',
      tailscale: { baseUrl, tailnet, credential },
      derpMap,
      kubernetes,
      poll: pollConfig(file, review),
    },
  }
}

/** A credential that is merely forgotten must not look like the wish to do without the API. */
function readSwitch(text: string, tell: Tell): string {
  if (text !== 'on' && text !== 'off')
    tell('TAILSCALE_API is neither "on" nor "off"; write off to do without the Tailscale API.')
  return text
}

function readDerpMap(env: Environment, readFile: ReadFile, tell: Tell): string | null {
  const path = variable(env, 'TAILPATH_DERP_MAP')
  return path === null ? null : readText('TAILPATH_DERP_MAP', path, readFile, tell)
}

function readFileOf(env: Environment, readFile: ReadFile, tell: Tell): ConfigFile | null {
  const path = variable(env, 'TAILPATH_CONFIG')
  if (path === null) return {}
  const text = readText('TAILPATH_CONFIG', path, readFile, tell)
  return text === null ? null : readConfigFile(text, tell)
}

/** `-`, an id such as T1234CNTRL, an organisation's name, or a person's address. */
function readTailnet(name: string, tell: Tell): string {
  if (!/^[\w@+-][\w.@+-]{0,252}$/.test(name))
    tell('TAILSCALE_TAILNET is no name of a tailnet; take the one in the admin console, or leave it out.')
  return name
}

/** A cluster that is named wrongly in the file would silently keep the general setting. */
function checkClusters(file: ConfigFile, kubernetes: KubernetesSource, tell: Tell): void {
  const known = clusterNames(kubernetes)
  for (const name of Object.keys(file.clusters ?? {})) {
    if (known === null || known.includes(name)) continue
    const names = known.map(each => JSON.stringify(each)).join(', ')
    const what = names
      ? `the clusters are ${names}; correct the name`
      : 'no cluster is configured; set KUBECONFIG'
    tell(`TAILPATH_CONFIG, clusters.${name}: ${what}.`)
  }
}

/** As lib/collect/kubernetes names them; null where the kubeconfig could not be read. */
function clusterNames(kubernetes: KubernetesSource): string[] | null {
  if (kubernetes.kind === 'none') return []
  if (kubernetes.kind === 'in_cluster') return ['in-cluster']
  return kubernetes.contexts.length > 0 ? kubernetes.contexts : null
}
