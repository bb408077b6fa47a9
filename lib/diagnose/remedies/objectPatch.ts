import type { ObjectRef } from '#lib/tailnet/cluster.ts'
import type { Remedy } from '#lib/tailnet/finding.ts'
import { applyPatch, type Patch } from './applyPatch.ts'
import { diffLines } from './diffLines.ts'
import type { Keeper } from './keeper.ts'
import { type Plain, type PlainMap, plainMap } from './plain.ts'
import { shellLine } from './shellQuote.ts'
import { toYaml } from './toYaml.ts'

export type RemedyPatch = Remedy['patches'][number]

/**
 * A patch of an object at hand: what changes, the command, and a manifest that Kustomize, or the object's own
 * source, can take. `before` holds the parts of the object that the patch touches. What a tool keeps is changed in
 * the tool's source, so there the command is the tool's and patches nothing.
 */
export function objectPatch(
  ref: ObjectRef,
  before: PlainMap,
  patch: Patch,
  keeper: Keeper | null,
): RemedyPatch {
  const command = shellLine(
    'kubectl',
    ...inNamespace(ref),
    'patch',
    resource(ref),
    ref.name,
    `--type=${patch.type}`,
    '-p',
    JSON.stringify(patch.body),
  )
  return {
    object: keeper ? `${refText(ref)} (kept by ${keeper.name})` : refText(ref),
    diff: diffLines(before, applyPatch(before, patch)),
    command: keeper ? keeper.source : command,
    manifest: patch.type === 'json' ? toYaml(patch.body as Plain) : toYaml({ ...header(ref), ...patch.body }),
  }
}

/** A new object, or one written whole. */
export function newObject(ref: ObjectRef, body: PlainMap): RemedyPatch {
  const manifest = toYaml({ ...header(ref), ...body })
  return {
    object: `${refText(ref)} (new)`,
    diff: manifest.split('\n').map(text => ({ sign: '+' as const, text })),
    command: `kubectl apply -f - <<'EOF'\n${manifest}\nEOF`,
    manifest,
  }
}

/**
 * A bare pod cannot be patched into another node or network: it is made again. `kubectl patch --local` changes the
 * copy, so that nothing of the pod passes through here but the fields that are named.
 */
export function podReplacement(ref: ObjectRef, before: PlainMap, body: PlainMap): RemedyPatch {
  const spec = { ...plainMap(body.spec), nodeName: null }
  const get = shellLine('kubectl', ...inNamespace(ref), 'get', 'pod', ref.name, '-o', 'yaml')
  const change = shellLine(
    'kubectl',
    'patch',
    '--local',
    '-f',
    '-',
    '--type=strategic',
    '-p',
    JSON.stringify({ spec }),
  )
  return {
    object: `${refText(ref)} (made again)`,
    diff: diffLines(before, applyPatch(before, { type: 'strategic', body: { spec } })),
    command: `${get} |\n  ${change} -o yaml |\n  kubectl replace --force -f -`,
    manifest: toYaml({ ...header(ref), ...body }),
  }
}

export const refText = (ref: ObjectRef) =>
  `${ref.apiVersion} ${ref.kind} ${ref.namespace === null ? '' : `${ref.namespace}/`}${ref.name}`

const inNamespace = (ref: ObjectRef) => (ref.namespace === null ? [] : ['-n', ref.namespace])

function header(ref: ObjectRef): PlainMap {
  const namespace = ref.namespace === null ? {} : { namespace: ref.namespace }
  return { apiVersion: ref.apiVersion, kind: ref.kind, metadata: { name: ref.name, ...namespace } }
}

/** `deployment`, `networkpolicy.networking.k8s.io`: the group tells Kubernetes' kinds from a CNI's of the same name. */
function resource(ref: ObjectRef): string {
  const [group, version] = ref.apiVersion.split('/')
  const isBuiltIn = version === undefined || group === 'apps'
  return isBuiltIn ? ref.kind.toLowerCase() : `${ref.kind.toLowerCase()}.${group}`
}

/** What is changed outside of Kubernetes: a cloud's command, words for a router's page. */
export const outsidePatch = (
  object: string,
  command: string,
  diff: RemedyPatch['diff'] = [],
): RemedyPatch => ({
  object,
  diff,
  command,
  manifest: '',
})
