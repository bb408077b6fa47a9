import { delimiter } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { KubernetesSource } from './config.ts'
import { type ReadFile, readText, type Tell } from './readText.ts'
import { type Environment, variable } from './variable.ts'

const kubeconfig = z.object({ contexts: z.array(z.object({ name: z.string() })).nullish() })

/** Kubernetes mounts it where a pod may speak for its service account (tokens: kubernetes.io, "ServiceAccount"). */
const tokenFile = '/var/run/secrets/kubernetes.io/serviceaccount/token'

/**
 * The clusters to look at: contexts of KUBECONFIG, else the cluster this runs in. `~/.kube/config` is not taken
 * unasked: a person who wants the API alone would hand over every cluster they ever used.
 */
export function readKubernetes(env: Environment, readFile: ReadFile, tell: Tell): KubernetesSource {
  const paths = variable(env, 'KUBECONFIG')?.split(delimiter).filter(Boolean) ?? []
  const wanted = listOf(variable(env, 'TAILPATH_CONTEXTS'))
  if (paths.length > 0) return fromFiles(paths, wanted, readFile, tell)
  if (wanted.length > 0)
    tell('TAILPATH_CONTEXTS picks contexts, but KUBECONFIG is not set; set it, or leave both out.')
  const isInCluster = variable(env, 'KUBERNETES_SERVICE_HOST') !== null && isReadable(tokenFile, readFile)
  return { kind: isInCluster ? 'in_cluster' : 'none' }
}

function fromFiles(files: string[], wanted: string[], readFile: ReadFile, tell: Tell): KubernetesSource {
  const read = files.map(file => contextsIn(file, readFile, tell))
  const found = [...new Set(read.flatMap(names => names ?? []))]
  const isComplete = read.every(names => names !== null)
  if (isComplete && found.length === 0)
    tell('KUBECONFIG has no context; add one with kubectl config set-context.')
  const missing = wanted.filter(name => !found.includes(name))
  if (isComplete && found.length > 0 && missing.length > 0)
    tell(
      `TAILPATH_CONTEXTS names ${quoted(missing)}, but KUBECONFIG has only ${quoted(found)}; correct the name.`,
    )
  return { kind: 'kubeconfig', files, contexts: wanted.length > 0 ? wanted : found }
}

/** Names of the contexts of a file; null where a problem was told. A kubeconfig holds keys: no text of it is told. */
function contextsIn(file: string, readFile: ReadFile, tell: Tell): string[] | null {
  const text = readText('KUBECONFIG', file, readFile, tell)
  if (text === null) return null
  try {
    return (kubeconfig.parse(parse(text, { logLevel: 'error' })).contexts ?? []).map(({ name }) => name)
  } catch {
    tell(`KUBECONFIG: ${file} is no kubeconfig; check it with kubectl config view.`)
    return null
  }
}

function isReadable(file: string, readFile: ReadFile): boolean {
  try {
    return readFile(file).length > 0
  } catch {
    return false
  }
}

const listOf = (text: string | null) => [
  ...new Set(
    (text ?? '')
      .split(',')
      .map(name => name.trim())
      .filter(Boolean),
  ),
]
const quoted = (names: string[]) => names.map(name => JSON.stringify(name)).join(', ')
