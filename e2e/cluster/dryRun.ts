import { parse } from 'yaml'
import type { KubeObject } from '#lib/fake/model.ts'
import type { Remedy } from '#lib/tailnet/finding.ts'
import type { KubeAnswer, KubeApi } from './kubeApi.ts'
import { collectionOf, pathOfObject } from './putObjects.ts'

type Patch = Remedy['patches'][number]

/** What a remedy's patch comes to on the server, which keeps nothing of it. */
export interface DryRun {
  answer: KubeAnswer
  /** Fields that would change; items of lists by their names. */
  changed: string[]
  /** Fields that the patch names. */
  named: string[]
}

const contentTypes: Record<string, string> = {
  strategic: 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
}

/** The object that a patch is of, from its words: "apps/v1 Deployment apps/api (kept by Helm)". Null outside Kubernetes. */
function objectOf({
  object,
}: Patch): { apiVersion: string; kind: string; metadata: { name: string; namespace?: string } } | null {
  const [, apiVersion, kind, namespace, name] =
    /^([a-z0-9./-]*v\d\w*) ([A-Z]\w+) (?:([^/ ]+)\/)?([^/ ]+)(?: \(.*\))?$/.exec(object) ?? []
  if (!apiVersion || !kind || !name) return null
  return { apiVersion, kind, metadata: { name, ...(namespace ? { namespace } : {}) } }
}

/** Sends the patch as kubectl would with --dry-run=server. Null for what is changed outside of Kubernetes. */
export async function dryRun(admin: KubeApi, patch: Patch): Promise<DryRun | null> {
  const object = objectOf(patch)
  if (!object) return null
  const { object: words, command, manifest } = patch
  const type = /--type=(strategic|merge|json)/.exec(command)?.[1]
  const body: unknown = parse(manifest)
  if (words.endsWith('(new)') || type === undefined) {
    const answer = await admin('POST', `${collectionOf(object)}?dryRun=All`, body)
    return { answer, changed: [], named: [] }
  }
  const path = pathOfObject(object)
  const before = (await admin('GET', path)).json()
  if (words.endsWith('(made again)')) return await remade(admin, object, before, body)
  const answer = await admin('PATCH', `${path}?dryRun=All`, body, { contentType: contentTypes[type] ?? '' })
  const after = answer.status < 300 ? answer.json() : before
  return { answer, changed: differences(before, after), named: fields(body, before) }
}

/** A pod that is replaced: the old one goes, so a dry run can only create it under another name. */
async function remade(
  admin: KubeApi,
  object: { apiVersion: string; kind: string; metadata: { name: string; namespace?: string } },
  before: Record<string, unknown>,
  body: unknown,
): Promise<DryRun> {
  const { spec } = body as { spec: Record<string, unknown> }
  const old = before as unknown as KubeObject & { spec: Record<string, unknown> }
  const answer = await admin('POST', `${collectionOf(object)}?dryRun=All`, {
    ...object,
    metadata: { ...object.metadata, name: `${object.metadata.name}-again` },
    spec: { ...old.spec, ...spec, nodeName: undefined },
  })
  return { answer, changed: [], named: [] }
}

/** Set by the server with every write, or with every write of a DaemonSet's template. */
const bookkeeping =
  /^\/metadata\/(managedFields|generation|resourceVersion|annotations\/deprecated\.daemonset\.template\.generation)/

function differences(before: unknown, after: unknown): string[] {
  const [old, young] = [leaves(before), leaves(after)]
  return [...new Set([...old.keys(), ...young.keys()])]
    .filter(path => old.get(path) !== young.get(path) && !bookkeeping.test(path))
    .sort()
}

/** The fields of a patch: of a JSON patch its paths, in the words of `leaves`; else the leaves of the body. */
function fields(body: unknown, before: unknown): string[] {
  if (!Array.isArray(body)) return [...leaves(body).keys()]
  const operations = body as { op: string; path: string; value?: unknown }[]
  return operations.filter(({ op }) => op !== 'test').map(({ path, value }) => pathIn(before, path, value))
}

/** A pointer (RFC 6901) with the items of lists by their names; `-` is the item that is added. */
function pathIn(object: unknown, pointer: string, added: unknown): string {
  let value = object
  let path = ''
  for (const key of pointer.split('/').slice(1)) {
    const list = Array.isArray(value) ? value : null
    const item =
      list && key === '-' ? added : (value as Record<string, unknown> | undefined)?.[unescaped(key)]
    path += `/${(list && keyOf(item)) ?? (list && key === '-' ? list.length : key)}`
    value = item
  }
  return path
}

/** RFC 6901 §4. */
const unescaped = (key: string) => key.replaceAll('~1', '/').replaceAll('~0', '~')

/** Values by their paths; items of a list of objects by their name, or else by their place. */
function leaves(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[path, JSON.stringify(value)]])
  const entries = Array.isArray(value)
    ? value.map((item, place) => [keyOf(item) ?? String(place), item] as const)
    : Object.entries(value).map(
        ([key, item]) => [key.replaceAll('~', '~0').replaceAll('/', '~1'), item] as const,
      )
  if (entries.length === 0) return new Map([[path, JSON.stringify(value)]])
  return new Map(entries.flatMap(([key, item]) => [...leaves(item, `${path}/${key}`)]))
}

function keyOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null) return null
  if ('name' in item && typeof item.name === 'string') return `[${item.name}]`
  return 'containerPort' in item ? `[${item.containerPort}]` : null
}

/** Does a changed field lie at or under one that the patch names? One that goes takes its empty parent with it. */
export function isNamed(changed: string, named: readonly string[]): boolean {
  return named.some(
    name => changed === name || changed.startsWith(`${name}/`) || name.startsWith(`${changed}/`),
  )
}
