import type { Behind } from '#lib/tailnet/behind.ts'
import type { TargetPlace } from '#lib/tailnet/standing.ts'
import { isRecord } from './isRecord.ts'

/** Something of the cluster that is reached by a proxy, or that a proxy leads out to. */
export interface BehindObject {
  kind: string
  namespace: string | null
  name: string
  /** In which direction the proxy carries it. */
  way: 'in' | 'out'
  /** "TCP 443", "to shop:80", "to db.example.ts.net". */
  what: string[]
}

type Seen = NonNullable<Behind['objects']>[number]

/** As the operator names the kinds of its parents (cmd/k8s-operator/sts.go). */
const parentKinds: Record<string, string> = {
  svc: 'Service',
  ingress: 'Ingress',
  connector: 'Connector',
  proxygroup: 'ProxyGroup',
  peerrelay: 'PeerRelay',
}

/** What the operator made a proxy for, as a kind of object. */
export const parentKind = (type: string): string => parentKinds[type] ?? type

/** Services and Ingresses that stand behind a proxy: its parent itself, or those that name its ProxyGroup. */
export function behindObjects(parent: TargetPlace['parent'], objects: readonly Seen[]): BehindObject[] {
  if (!parent) return []
  return objects
    .filter(({ kind }) => kind === 'Service' || kind === 'Ingress')
    .filter(object =>
      parent.type === 'proxygroup'
        ? isOfGroup(object, parent.name)
        : object.kind === parentKind(parent.type) &&
          object.name === parent.name &&
          object.namespace === parent.namespace,
    )
    .map(behindObject)
    .sort((a, b) => `${a.namespace} ${a.name} ${a.kind}`.localeCompare(`${b.namespace} ${b.name} ${b.kind}`))
}

/** The operator's own Services (a NodePort of a replica, a headless one) lead to the proxy, not behind it. */
const isOfGroup = ({ annotations, labels }: Seen, group: string) =>
  annotations['tailscale.com/proxy-group'] === group && labels['tailscale.com/managed'] !== 'true'

function behindObject({ kind, namespace, name, annotations, spec }: Seen): BehindObject {
  const peer = annotations['tailscale.com/tailnet-fqdn'] ?? annotations['tailscale.com/tailnet-ip']
  const what = kind === 'Ingress' ? backendsOf(spec) : portsOf(spec)
  return {
    kind,
    namespace,
    name,
    way: peer === undefined ? 'in' : 'out',
    what: [...(peer === undefined ? [] : [`to ${peer}`]), ...new Set(what)],
  }
}

const text = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null

const recordsOf = (value: unknown) => (Array.isArray(value) ? value.filter(isRecord) : [])

function portsOf(spec: Record<string, unknown>): string[] {
  return recordsOf(spec.ports).flatMap(({ port, protocol }) => {
    const number = text(port)
    return number === null ? [] : [`${text(protocol) ?? 'TCP'} ${number}`]
  })
}

function backendsOf(spec: Record<string, unknown>): string[] {
  const ofRules = recordsOf(spec.rules).flatMap(({ host, http }) =>
    recordsOf(isRecord(http) ? http.paths : null).flatMap(({ path, backend }) => {
      const to = backendOf(backend)
      return to === null ? [] : [`${text(host) ?? ''}${text(path) ?? ''} to ${to}`.trim()]
    }),
  )
  const rest = backendOf(spec.defaultBackend)
  return [...ofRules, ...(rest === null ? [] : [`to ${rest}`])]
}

/** "shop:80" of a backend of an Ingress. */
function backendOf(backend: unknown): string | null {
  const service = isRecord(backend) && isRecord(backend.service) ? backend.service : null
  const name = service && text(service.name)
  if (!name) return null
  const port = isRecord(service.port) ? (text(service.port.number) ?? text(service.port.name)) : null
  return port === null ? name : `${name}:${port}`
}
