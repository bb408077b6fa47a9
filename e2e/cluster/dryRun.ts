import { parse } from 'yaml'
import type { Remedy } from '#lib/tailnet/finding.ts'
import { differences, isNamed, leaves, namedBy } from './fieldPaths.ts'
import type { KubeAnswer, KubeApi } from './kubeApi.ts'
import { collectionOf, pathOfObject } from './putObjects.ts'

type Patch = Remedy['patches'][number]
type Named = { apiVersion: string; kind: string; metadata: { name: string; namespace?: string } }

/** What a remedy's patch comes to on the server, which keeps nothing of it. */
export interface DryRun {
  /** Of the object, "apps/v1 Deployment apps/api". */
  object: string
  answer: KubeAnswer
  /** Fields that would change; items of lists by their names. */
  changed: string[]
  /** Fields that would change although the patch does not name them. */
  unnamed: string[]
  /** Fields that the patch names and the server would not keep as named. */
  missed: string[]
}

const contentTypes: Record<string, string> = {
  strategic: 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
}

/** As kubectl does by default: a field that the kind does not have is refused. */
const trying = 'dryRun=All&fieldValidation=Strict'

/** The object that a patch is of, from its words: "apps/v1 Deployment apps/api (kept by Helm)". Null outside Kubernetes. */
export function objectOf({ object }: Pick<Patch, 'object'>): Named | null {
  const [, apiVersion, kind, namespace, name] =
    /^([a-z0-9./-]*v\d\w*) ([A-Z]\w+) (?:([^/ ]+)\/)?([^/ ]+)(?: \(.*\))?$/.exec(object) ?? []
  if (!apiVersion || !kind || !name) return null
  return { apiVersion, kind, metadata: { name, ...(namespace ? { namespace } : {}) } }
}

export const wordsOf = ({ apiVersion, kind, metadata: { name, namespace } }: Named) =>
  `${apiVersion} ${kind} ${namespace ? `${namespace}/` : ''}${name}`

/** Sends the patch as kubectl would with --dry-run=server. Empty for what is changed outside of Kubernetes. */
export async function dryRun(admin: KubeApi, patch: Patch): Promise<DryRun[]> {
  const labels = /^kubectl label nodes (.+) (\S+)=(\S*)$/.exec(patch.command)
  if (labels) return await labelled(admin, labels)
  const object = objectOf(patch)
  if (!object) return []
  const body: unknown = parse(patch.manifest)
  if (patch.object.endsWith('(new)')) return [await created(admin, object, body)]
  const before = (await admin('GET', pathOfObject(object))).json()
  if (patch.object.endsWith('(made again)')) return [await remade(admin, object, before, body)]
  return [await patched(admin, object, typeOf(patch, object, body), body, before)]
}

/** As the command says; what is kept by a tool is patched in its source, where Kustomize goes by the kind. */
function typeOf({ command }: Patch, { apiVersion }: Named, body: unknown): string {
  const said = /--type=(strategic|merge|json)/.exec(command)?.[1]
  if (said) return said
  if (Array.isArray(body)) return 'json'
  return /^(v1|apps\/v1|networking\.k8s\.io\/v1)$/.test(apiVersion) ? 'strategic' : 'merge'
}

async function patched(
  admin: KubeApi,
  object: Named,
  type: string,
  body: unknown,
  before: unknown,
): Promise<DryRun> {
  const path = `${pathOfObject(object)}?${trying}`
  const answer = await admin('PATCH', path, body, { contentType: contentTypes[type] ?? '' })
  const after = answer.status < 300 ? answer.json() : before
  const changed = differences(before, after)
  const named = namedBy(body, before)
  return {
    object: wordsOf(object),
    answer,
    changed,
    unnamed: changed.filter(field => !isNamed(field, [...named.keys()])),
    missed: notKept(named, after),
  }
}

/** Fields that did not come out as named; one that goes has to be gone. */
function notKept(named: ReadonlyMap<string, string | null>, after: unknown): string[] {
  const kept = leaves(after)
  return [...named]
    .filter(([path, value]) =>
      value === null
        ? [...kept.keys()].some(each => each === path || each.startsWith(`${path}/`))
        : kept.get(path) !== value,
    )
    .map(([path]) => path)
}

async function created(admin: KubeApi, object: Named, body: unknown): Promise<DryRun> {
  const answer = await admin('POST', `${collectionOf(object)}?${trying}`, body)
  const named = leaves(body)
  const made = answer.status < 300 ? answer.json() : body
  return {
    object: wordsOf(object),
    answer,
    changed: [...named.keys()],
    unnamed: [],
    missed: notKept(named, made),
  }
}

/**
 * A pod that is replaced: the old one goes, so a dry run can only create it, under another name. `kubectl patch --local`
 * joins the lists of the patch before that; here the server does so, in the template of a Deployment.
 */
async function remade(
  admin: KubeApi,
  object: Named,
  before: Record<string, unknown>,
  body: unknown,
): Promise<DryRun> {
  const { namespace = '', name } = object.metadata
  const metadata = { name: `${name}-again`, namespace }
  const { spec: old } = before as { spec: Record<string, unknown> }
  const { spec: change } = body as { spec: Record<string, unknown> }
  const labels = { again: name }
  const template = { metadata: { labels }, spec: { ...old, nodeName: undefined, priority: undefined } }
  const vehicle = { apiVersion: 'apps/v1', kind: 'Deployment', metadata }
  const made = await admin('POST', collectionOf(vehicle), {
    ...vehicle,
    spec: { replicas: 0, selector: { matchLabels: labels }, template },
  })
  if (made.status >= 300) throw new Error(`${wordsOf(vehicle)}: HTTP ${made.status}: ${made.text}`)
  try {
    const run = await patched(
      admin,
      vehicle,
      'strategic',
      { spec: { template: { spec: change } } },
      made.json(),
    )
    if (run.answer.status >= 300) return { ...run, object: wordsOf(object) }
    const { spec } = run.answer.json() as { spec: { template: { spec: unknown } } }
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata, spec: spec.template.spec }
    const answer = await admin('POST', `${collectionOf(pod)}?${trying}`, pod)
    return { ...run, object: wordsOf(object), answer }
  } finally {
    await admin('DELETE', pathOfObject(vehicle))
  }
}

async function labelled(
  admin: KubeApi,
  [, names = '', key = '', value = '']: readonly string[],
): Promise<DryRun[]> {
  return await Promise.all(
    names.split(' ').map(async name => {
      const node = { apiVersion: 'v1', kind: 'Node', metadata: { name } }
      const before = (await admin('GET', pathOfObject(node))).json()
      return await patched(admin, node, 'merge', { metadata: { labels: { [key]: value } } }, before)
    }),
  )
}
