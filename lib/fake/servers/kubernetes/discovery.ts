import { jsonReply, type Reply, textReply } from '../http/reply.ts'
import type { ResourceKind } from './resourceKinds.ts'

/** `/version`, health, and which groups and resources there are; null for any other path. */
export function discovery(pathname: string, version: string, kinds: readonly ResourceKind[]): Reply | null {
  if (['/healthz', '/livez', '/readyz'].includes(pathname)) return textReply(200, 'ok')
  if (pathname === '/version') return jsonReply(200, versionInfo(version))
  if (pathname === '/api') return jsonReply(200, { kind: 'APIVersions', versions: ['v1'] })
  if (pathname === '/apis')
    return jsonReply(200, { kind: 'APIGroupList', apiVersion: 'v1', groups: groups(kinds) })
  const [, group = '', of] = /^\/(?:api|apis\/([^/]+))\/([^/]+)\/?$/.exec(pathname) ?? []
  const resources = kinds.filter(kind => kind.group === group && kind.version === of)
  if (resources.length === 0) return null
  return jsonReply(200, {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: group === '' ? of : `${group}/${of}`,
    resources: resources.map(({ plural, kind, namespaced }) => ({
      name: plural,
      singularName: kind.toLowerCase(),
      namespaced,
      kind,
      verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
    })),
  })
}

function versionInfo(gitVersion: string) {
  const [, major = '1', minor = ''] = /^v?(\d+)\.(\d+)/.exec(gitVersion) ?? []
  return { major, minor, gitVersion, gitTreeState: 'clean', platform: 'linux/amd64' }
}

function groups(kinds: readonly ResourceKind[]) {
  const versions = new Map(kinds.map(({ group, version }) => [group, version]))
  versions.delete('')
  return [...versions].map(([name, version]) => {
    const preferred = { groupVersion: `${name}/${version}`, version }
    return { name, versions: [preferred], preferredVersion: preferred }
  })
}
