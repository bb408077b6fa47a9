import type { ClusterFacts, KeptObject } from '#lib/tailnet/cluster.ts'
import type { PolicyFacts } from '#lib/tailnet/device.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { isRecord } from './isRecord.ts'
import { type Limit, operatorLimits } from './operatorLimits.ts'

export interface OperatorRow {
  kind: string
  name: string
  /** What it asks for: "ingress, 2 replicas, ProxyClass public". */
  what: string
  /** Its Ready condition. */
  ready: Tri
  /** What the condition says where it is not ready. */
  reason: string
  limits: Limit[]
}

/** In the order of the table; another kind of theirs stands after them. */
const operatorKinds: readonly string[] = ['ProxyClass', 'ProxyGroup', 'Connector', 'PeerRelay']

const text = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null

/** Conditions end in Ready: ProxyClassReady, ProxyGroupReady, ConnectorReady, PeerRelayReady. */
function readiness({ status }: KeptObject): { ready: Tri; reason: string } {
  const conditions = Array.isArray(status.conditions) ? status.conditions.filter(isRecord) : []
  const found = conditions.find(({ type }) => typeof type === 'string' && type.endsWith('Ready'))
  if (!found) return { ready: 'unknown', reason: '' }
  const words = [text(found.reason), text(found.message)].filter(Boolean).join(': ')
  if (found.status === 'True') return { ready: 'yes', reason: '' }
  return { ready: found.status === 'False' ? 'no' : 'unknown', reason: words }
}

function whatOf({ kind, spec }: KeptObject): string {
  const proxyClass = text(spec.proxyClass)
  const parts: (string | false | null)[] = [text(spec.type)]
  const replicas = text(spec.replicas)
  if (replicas) parts.push(`${replicas} ${replicas === '1' ? 'replica' : 'replicas'}`)
  if (kind === 'Connector') {
    const routes = isRecord(spec.subnetRouter) ? spec.subnetRouter.advertiseRoutes : null
    if (Array.isArray(routes)) parts.push(`routes ${routes.map(text).filter(Boolean).join(', ')}`)
    if (spec.exitNode === true) parts.push('exit node')
    if (isRecord(spec.appConnector)) parts.push('app connector')
  }
  if (kind === 'ProxyClass') {
    if (isRecord(spec.staticEndpoints)) parts.push('static endpoints')
    if (isRecord(spec.metrics) && spec.metrics.enable === true) parts.push('metrics')
    const port = fixedPort(spec)
    if (port) parts.push(`PORT ${port}`)
  }
  if (proxyClass) parts.push(`ProxyClass ${proxyClass}`)
  return parts.filter(Boolean).join(', ')
}

function fixedPort(spec: Record<string, unknown>): string | null {
  const set = isRecord(spec.statefulSet) ? spec.statefulSet : {}
  const pod = isRecord(set.pod) ? set.pod : {}
  const container = isRecord(pod.tailscaleContainer) ? pod.tailscaleContainer : {}
  const env = Array.isArray(container.env) ? container.env.filter(isRecord) : []
  return text(env.find(({ name }) => name === 'PORT')?.value)
}

/** The operator's resources of a cluster, each with what it cannot do; and the kinds that could not be read. */
export function operatorRows(
  facts: ClusterFacts,
  policy: PolicyFacts | null,
): { rows: OperatorRow[]; unseen: { kind: string; why: string }[] } {
  const isOurs = (object: KeptObject) => object.apiVersion.startsWith('tailscale.com/')
  const rank = (kind: string) => {
    const place = operatorKinds.indexOf(kind)
    return place < 0 ? operatorKinds.length : place
  }
  const rows = facts.objects
    .filter(isOurs)
    .map(object => ({
      kind: object.kind,
      name: object.name,
      what: whatOf(object),
      ...readiness(object),
      limits: operatorLimits(object, facts, policy),
    }))
    .toSorted((a, b) => rank(a.kind) - rank(b.kind) || a.name.localeCompare(b.name))
  const unseen = facts.unseen
    .filter(({ kind }) => operatorKinds.includes(kind))
    .map(({ kind, why }) => ({ kind, why: unseenWords[why] }))
  return { rows, unseen }
}

const unseenWords: Record<ClusterFacts['unseen'][number]['why'], string> = {
  absent: 'the API server does not have this kind',
  forbidden: 'no right to list it',
  failed: 'listing it failed',
  not_asked: 'not asked for',
}
