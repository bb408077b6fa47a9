import { dirname, isAbsolute, join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { failed } from '../failed.ts'
import { readShape } from '../readShape.ts'

/** A kubeconfig as it was read; relative paths in it count from the file's folder. */
export interface KubeconfigText {
  text: string
  /** Null where it came from no file: relative paths then stay as they are. */
  file: string | null
}

/** Empty is as good as absent. */
const optionalText = z
  .string()
  .nullish()
  .transform(text => text || undefined)

const wireCluster = z.object({
  server: z.string(),
  'certificate-authority': optionalText,
  'certificate-authority-data': optionalText,
  'insecure-skip-tls-verify': z.boolean().nullish(),
  'tls-server-name': optionalText,
  'proxy-url': optionalText,
})

const wireUser = z.object({
  token: optionalText,
  tokenFile: optionalText,
  username: optionalText,
  password: optionalText,
  as: optionalText,
  'client-certificate': optionalText,
  'client-certificate-data': optionalText,
  'client-key': optionalText,
  'client-key-data': optionalText,
  'auth-provider': z.looseObject({ name: z.string() }).nullish(),
  exec: z
    .looseObject({
      apiVersion: z.string().nullish(),
      command: z.string(),
      args: z.array(z.string()).nullish(),
      env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
    })
    .nullish(),
})

const wireContext = z.object({ cluster: z.string(), user: optionalText })

const wireKubeconfig = z.object({
  clusters: z.array(z.object({ name: z.string(), cluster: wireCluster.nullish() })).nullish(),
  users: z.array(z.object({ name: z.string(), user: wireUser.nullish() })).nullish(),
  contexts: z.array(z.object({ name: z.string(), context: wireContext.nullish() })).nullish(),
})

export type KubeCluster = z.output<typeof wireCluster>
export type KubeUser = z.output<typeof wireUser>

/** A context with what it names; null where it names what is not there. */
export interface KubeContext {
  name: string
  cluster: KubeCluster | null
  user: KubeUser | null
}

/** Asks without credentials. */
export const nobody: KubeUser = wireUser.parse({})

/**
 * Reads one or more kubeconfig files as kubectl does: the first file that has a name wins, whole entries at a time
 * (client-go clientcmd loader.go). No failure repeats any of the text, since it holds credentials.
 */
export function readKubeconfig(texts: readonly KubeconfigText[]): Outcome<KubeContext[]> {
  const clusters = new Map<string, KubeCluster | null>()
  const users = new Map<string, KubeUser | null>()
  const contexts = new Map<string, z.output<typeof wireContext> | null>()
  for (const { text, file } of texts) {
    const what = file ? `the kubeconfig ${file}` : 'the kubeconfig'
    const raw = parsed(text, what)
    if (!raw.ok) return raw
    const read = readShape(wireKubeconfig, raw.value ?? {}, what)
    if (!read.ok) return read
    const folder = file === null ? null : dirname(file)
    for (const { name, cluster } of read.value.clusters ?? [])
      keepFirst(clusters, name, cluster && withPaths(cluster, folder, ['certificate-authority']))
    for (const { name, user } of read.value.users ?? [])
      keepFirst(users, name, user && userWithPaths(user, folder))
    for (const { name, context } of read.value.contexts ?? []) keepFirst(contexts, name, context)
  }
  return {
    ok: true,
    value: [...contexts].map(([name, context]) => ({
      name,
      cluster: clusters.get(context?.cluster ?? '') ?? null,
      // A context without a user asks as nobody; one that names a user who is not there is broken.
      user: context?.user ? (users.get(context.user) ?? null) : nobody,
    })),
  }
}

function parsed(text: string, what: string): Outcome<unknown> {
  try {
    return { ok: true, value: parse(text, { prettyErrors: false, logLevel: 'error' }) }
  } catch {
    return failed('malformed', `${what} is not YAML`)
  }
}

function keepFirst<T>(kept: Map<string, T | null>, name: string, value: T | null | undefined): void {
  if (!kept.has(name)) kept.set(name, value ?? null)
}

function withPaths<T extends Record<string, unknown>>(entry: T, folder: string | null, fields: string[]): T {
  const moved = fields.flatMap(field => {
    const path = entry[field]
    return typeof path === 'string' && path !== '' ? [[field, under(folder, path)]] : []
  })
  return { ...entry, ...Object.fromEntries(moved) }
}

function userWithPaths(user: KubeUser, folder: string | null): KubeUser {
  const moved = withPaths(user, folder, ['client-certificate', 'client-key', 'tokenFile'])
  const { exec } = moved
  // A command without a slash is looked up on the PATH.
  return exec?.command.includes('/')
    ? { ...moved, exec: { ...exec, command: under(folder, exec.command) } }
    : moved
}

const under = (folder: string | null, path: string) =>
  folder === null || isAbsolute(path) ? path : join(folder, path)
