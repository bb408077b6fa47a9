import { type ClusterParts, openCluster } from '#lib/collect/kubernetes/openCluster.ts'
import {
  type KubeContext,
  type KubeconfigText,
  readKubeconfig,
} from '#lib/collect/kubernetes/readKubeconfig.ts'
import { serviceAccount } from '#lib/collect/kubernetes/serviceAccount.ts'
import type { ClusterOpener } from './connect.ts'
import type { Logger } from './logger.ts'

export interface OpenerParts extends Pick<ClusterParts, 'pacing' | 'waits' | 'agents'> {
  log: Logger
  now(): Date
}

/** One opener per context of a kubeconfig's text, or per context that is asked for. Throws as `fromKubeconfigFiles`. */
export function fromKubeconfig(
  text: string,
  parts: OpenerParts,
  contexts?: readonly string[],
): ClusterOpener[] {
  return fromKubeconfigFiles([{ text, file: null }], parts, contexts)
}

/**
 * The same of several files, in the order of KUBECONFIG. A context that cannot be used is one that does not start, so
 * that the others are not lost with it. Throws where a file is no kubeconfig, with no text of it in the message.
 */
export function fromKubeconfigFiles(
  files: readonly KubeconfigText[],
  parts: OpenerParts,
  contexts?: readonly string[],
): ClusterOpener[] {
  const read = readKubeconfig(files)
  if (!read.ok) throw new Error(read.failure.detail)
  const wanted = contexts ?? read.value.map(({ name }) => name)
  return wanted.map(name =>
    opener(read.value.find(context => context.name === name) ?? { name, cluster: null, user: null }, parts),
  )
}

/** The cluster in which this process runs, by the service account of its pod. */
export function fromServiceAccount(
  env: Readonly<Record<string, string | undefined>>,
  parts: OpenerParts,
): ClusterOpener {
  return opener(serviceAccount(env), parts)
}

const opener = (context: KubeContext, parts: OpenerParts): ClusterOpener => ({
  name: context.name,
  open: onChange => openCluster({ context, onChange, ...parts }),
})
