import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, parseAllDocuments } from 'yaml'
import { pathOf, watchedKinds } from '#lib/collect/kubernetes/watchedKinds.ts'
import type { KubeObject } from '#lib/fake/model.ts'
import type { KubeApi } from './kubeApi.ts'

const plurals = new Map<string, string>([
  ...watchedKinds.map(({ apiVersion, kind, plural }) => [`${apiVersion}/${kind}`, plural] as const),
  ['v1/ConfigMap', 'configmaps'],
  ['v1/ServiceAccount', 'serviceaccounts'],
  ['rbac.authorization.k8s.io/v1/ClusterRole', 'clusterroles'],
  ['rbac.authorization.k8s.io/v1/ClusterRoleBinding', 'clusterrolebindings'],
  ['rbac.authorization.k8s.io/v1/Role', 'roles'],
  ['rbac.authorization.k8s.io/v1/RoleBinding', 'rolebindings'],
  ['apiextensions.k8s.io/v1/CustomResourceDefinition', 'customresourcedefinitions'],
])

type Named = Pick<KubeObject, 'apiVersion' | 'kind'> & { metadata: { name: string; namespace?: string } }

/** Where the objects of a kind are, in the object's namespace. */
export function collectionOf({ apiVersion, kind, metadata }: Named): string {
  const plural = plurals.get(`${apiVersion}/${kind}`)
  if (!plural) throw new Error(`no path is known for ${apiVersion} ${kind}`)
  const { namespace } = metadata
  const path = pathOf({ apiVersion, plural: namespace ? `namespaces/${namespace}/${plural}` : plural })
  return path
}

export const pathOfObject = (object: Named) => `${collectionOf(object)}/${object.metadata.name}`

/** Creates objects with their status, as controllers would have; one that is there already is replaced. */
export async function putObjects(admin: KubeApi, objects: readonly KubeObject[]): Promise<void> {
  const uids = new Map<string, string>()
  for (const object of objects) {
    const old = object.metadata.uid
    const uid = await putObject(admin, object, uids)
    if (old) uids.set(old, uid)
  }
}

async function putObject(
  admin: KubeApi,
  object: KubeObject,
  uids: ReadonlyMap<string, string>,
): Promise<string> {
  const {
    uid: _uid,
    resourceVersion: _version,
    creationTimestamp: _made,
    generation: _generation,
    managedFields,
    ...metadata
  } = object.metadata
  const owners = metadata.ownerReferences?.map(owner => ({ ...owner, uid: uids.get(owner.uid) ?? owner.uid }))
  const body = { ...object, metadata: { ...metadata, ...(owners ? { ownerReferences: owners } : {}) } }
  const path = pathOfObject(object)
  const manager = managerOf(managedFields)
  let answer = await admin('POST', `${collectionOf(object)}?fieldManager=${manager}`, body)
  if (answer.status === 409)
    answer = await admin('PATCH', `${path}?fieldManager=${manager}`, body, {
      contentType: 'application/merge-patch+json',
    })
  if (answer.status >= 300) throw new Error(`${path}: HTTP ${answer.status}: ${answer.text}`)
  const made = answer.json() as { metadata: { uid: string } }
  if (object.status !== undefined && object.kind !== 'Namespace') {
    const status = await admin(
      'PATCH',
      `${path}/status?fieldManager=kubelet`,
      { status: object.status },
      {
        contentType: 'application/merge-patch+json',
      },
    )
    if (status.status >= 300 && status.status !== 404)
      throw new Error(`${path}/status: HTTP ${status.status}: ${status.text}`)
  }
  return made.metadata.uid
}

/** Who wrote the object, as recorded. */
function managerOf(fields: unknown): string {
  const list = Array.isArray(fields) ? (fields as { manager?: string; subresource?: string }[]) : []
  return encodeURIComponent(list.find(({ subresource }) => !subresource)?.manager ?? 'kubectl-create')
}

/** Deletes at once: there is no kubelet that would confirm. */
export async function removeObject(admin: KubeApi, object: Named): Promise<void> {
  const answer = await admin('DELETE', `${pathOfObject(object)}?gracePeriodSeconds=0`)
  if (answer.status >= 300) throw new Error(`${pathOfObject(object)}: HTTP ${answer.status}: ${answer.text}`)
}

/** Applies a manifest as it stands in its file; `namespace` is what kubectl would be given with -n. */
export async function applyManifest(admin: KubeApi, text: string, namespace?: string): Promise<void> {
  const objects = parseAllDocuments(text).map(document => document.toJS() as KubeObject)
  await putObjects(
    admin,
    objects.map(object =>
      namespace && !object.metadata.namespace && /^Role(Binding)?$/.test(object.kind)
        ? { ...object, metadata: { ...object.metadata, namespace } }
        : object,
    ),
  )
}

/**
 * Installs the kinds of operators and CNIs, those of some groups only if any are named: as their makers ship them
 * (crds/), the others without a schema. Waits until they are served.
 */
export async function installKinds(admin: KubeApi, groups?: readonly string[]): Promise<void> {
  const folder = join(import.meta.dirname, 'crds')
  const isWanted = (group: string) => !groups || groups.includes(group)
  const shipped = readdirSync(folder)
    .map(file => readFileSync(join(folder, file), 'utf8'))
    .map(text => ({ text, ...definition(text) }))
  const isShipped = (plural: string, group: string) =>
    shipped.some(each => each.plural === plural && each.group === group)
  const manifests = [
    ...shipped.filter(({ group }) => isWanted(group)).map(({ text }) => text),
    ...looseKinds((plural, group) => isWanted(group) && !isShipped(plural, group)),
  ]
  for (const text of manifests) await applyManifest(admin, text)
  const wanted = watchedKinds.filter(({ apiVersion, builtIn }) => builtIn || isWanted(groupOf(apiVersion)))
  for (const kind of wanted) {
    for (let tries = 0; ; tries++) {
      const { status } = await admin('GET', `${pathOf(kind)}?limit=1`)
      if (status === 200) break
      if (tries > 200) throw new Error(`${kind.plural} are not served: HTTP ${status}`)
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }
}

const groupOf = (apiVersion: string) => apiVersion.split('/')[0] ?? ''

function definition(text: string): { group: string; plural: string } {
  const { spec } = parse(text) as { spec: { group: string; names: { plural: string } } }
  return { group: spec.group, plural: spec.names.plural }
}

function looseKinds(isWanted: (plural: string, group: string) => boolean): string[] {
  return watchedKinds
    .filter(({ builtIn, apiVersion, plural }) => !builtIn && isWanted(plural, groupOf(apiVersion)))
    .map(({ apiVersion, kind, plural }) => {
      const [group, version] = apiVersion.split('/')
      return JSON.stringify({
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: `${plural}.${group}` },
        spec: {
          group,
          names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
          scope: 'Cluster',
          versions: [
            {
              name: version,
              served: true,
              storage: true,
              schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
            },
          ],
        },
      })
    })
}
