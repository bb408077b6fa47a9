import type { Behind, PeerUse } from '#lib/tailnet/behind.ts'
import type { ByTraffic, TimeWindow } from '#lib/tailnet/history.ts'
import type { TargetPlace } from '#lib/tailnet/standing.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { type BehindObject, behindObjects, parentKind } from './behindObjects.ts'
import { deviceHref } from './deviceHref.ts'
import { targetHref } from './eventsView.ts'
import { isRecord } from './isRecord.ts'
import { added, nothing } from './shareOf.ts'

/** A network that is reached by the proxy. */
export interface BehindRoute {
  route: string
  isExit: boolean
  /** May the tailnet use it? Unknown where no device tells. */
  approved: Tri
  /** Does a pod of it advertise it, or does only its Connector ask for it? */
  isAdvertised: boolean
}

/** Whose devices used it. */
export interface BehindOwner {
  name: string
  kind: 'user' | 'tags' | 'workload' | 'unknown'
  /** Of another tailnet that this one shares with. */
  isExternal: boolean
  href: string | null
  devices: { name: string; href: string }[]
  /** Null where none of them was counted. */
  bytes: ByTraffic | null
}

export interface BehindView {
  asOf: number
  from: number
  to: number
  /** What the operator made it for. */
  parent: { kind: string; namespace: string | null; name: string } | null
  objects: BehindObject[]
  routes: BehindRoute[]
  owners: BehindOwner[]
  /** What could not be told, and why, in sentences. */
  missing: string[]
}

interface BehindInput {
  place: TargetPlace
  behind: Behind
  window: TimeWindow
  now: Date
}

/** Who and what would feel it if this target were gone or slow. */
export function behindView({ place, behind, window, now }: BehindInput): BehindView {
  const { parent } = place
  const { objects } = behind
  const found = behindObjects(parent, objects ?? [])
  const owners = ownersOf(behind.peers)
  return {
    asOf: now.getTime(),
    from: window.from.getTime(),
    to: window.to.getTime(),
    parent: parent && { kind: parentKind(parent.type), namespace: parent.namespace, name: parent.name },
    objects: found,
    routes: routesOf(parent, behind),
    owners,
    missing: missingWords(place, behind, found),
  }
}

const exits = new Set(['0.0.0.0/0', '::/0'])

/** What its pods advertise, and what its Connector asks for and no pod advertises yet. */
function routesOf(parent: TargetPlace['parent'], { objects, pods }: Behind): BehindRoute[] {
  const told = pods.flatMap(({ routes }) => routes ?? [])
  const advertised = new Set(told.flatMap(each => each.advertised))
  const enabled = new Set(told.flatMap(each => each.enabled))
  const asked = parent?.type === 'connector' ? askedRoutes(parent.name, objects ?? []) : []
  return [...new Set([...advertised, ...enabled, ...asked])]
    .map(
      (route): BehindRoute => ({
        route,
        isExit: exits.has(route),
        approved: enabled.has(route) ? 'yes' : told.length > 0 ? 'no' : 'unknown',
        isAdvertised: advertised.has(route),
      }),
    )
    .sort((a, b) => Number(b.isExit) - Number(a.isExit) || a.route.localeCompare(b.route))
}

/** A Connector has no namespace, so its name is enough. */
function askedRoutes(name: string, objects: NonNullable<Behind['objects']>): string[] {
  const spec = objects.find(object => object.kind === 'Connector' && object.name === name)?.spec ?? {}
  const routesIn = (part: unknown, field: string) => {
    const list = isRecord(part) ? part[field] : null
    return Array.isArray(list) ? list.filter(each => typeof each === 'string') : []
  }
  return [
    ...routesIn(spec.subnetRouter, 'advertiseRoutes'),
    ...routesIn(spec.appConnector, 'routes'),
    ...(spec.exitNode === true ? exits : []),
  ]
}

/** Devices by whose they are: a pod's by its workload, a tagged one by its tags, any other by its user. */
function ownersOf(peers: readonly PeerUse[]): BehindOwner[] {
  const named = peers.map(use => ({ use, ...ownerOf(use) }))
  return [...Map.groupBy(named, ({ kind, name, isExternal }) => [kind, name, isExternal].join('\n')).values()]
    .flatMap((of): BehindOwner[] => {
      const [first] = of
      if (!first) return []
      const { use: _, ...owner } = first
      const counted = of.flatMap(({ use }) => use.bytes ?? [])
      return [
        {
          ...owner,
          devices: of.map(({ use }) => ({ name: use.peerName, href: deviceHref(use.peer) })),
          bytes: counted.length > 0 ? counted.reduce(added, nothing) : null,
        },
      ]
    })
    .sort((a, b) => total(b.bytes) - total(a.bytes) || a.name.localeCompare(b.name))
}

const total = (bytes: ByTraffic | null) => (bytes ? bytes.direct + bytes.peer_relay + bytes.derp : -1)

function ownerOf({ device, place }: PeerUse): Pick<BehindOwner, 'name' | 'kind' | 'isExternal' | 'href'> {
  const isExternal = device?.external ?? false
  if (place) {
    const { cluster, namespace, name } = place
    return {
      name: `${cluster.name} / ${namespace} / ${name}`,
      kind: 'workload',
      isExternal,
      href: targetHref(cluster.name, namespace, name),
    }
  }
  if (!device) return { name: 'not in the device list', kind: 'unknown', isExternal, href: null }
  // Who put a tag on a device does not own what it does (KB 1068).
  if (device.tags.length > 0)
    return { name: device.tags.toSorted().join(', '), kind: 'tags', isExternal, href: null }
  return { name: device.user || 'no user', kind: device.user ? 'user' : 'unknown', isExternal, href: null }
}

const whyUnseen: Record<Behind['unseen'][number]['why'], string> = {
  absent: 'the API server does not have this kind',
  forbidden: 'no right to list it',
  failed: 'listing it failed',
  not_asked: 'not asked for',
}

function missingWords(place: TargetPlace, behind: Behind, found: readonly BehindObject[]): string[] {
  const { parent } = place
  const asked =
    parent === null ? [] : parent.type === 'proxygroup' ? ['Service', 'Ingress'] : [parentKind(parent.type)]
  const unseen = behind.unseen.filter(({ kind }) => asked.some(each => isKind(kind, each)))
  const uncounted = behind.peers.filter(({ bytes }) => bytes === null).length
  const unlisted = behind.peers.filter(({ device }) => device === null).length
  return [
    ...(parent && behind.objects === null
      ? ['The cluster’s objects were not read: what it leads to is not known.']
      : []),
    ...unseen.map(({ kind, why }) => `${kind} is not seen: ${whyUnseen[why]}.`),
    ...(parent &&
    parentKind(parent.type) in singles &&
    behind.objects &&
    found.length === 0 &&
    unseen.length === 0
      ? [`Its ${parentKind(parent.type)} ${parent.namespace ?? ''}/${parent.name} is not in the cluster.`]
      : []),
    ...(behind.pods.length > 0 && behind.pods.every(({ routes }) => routes === null)
      ? ['Routes are not known: no device of the tailnet’s list is matched to its pods.']
      : []),
    ...(uncounted > 0
      ? [
          `Of ${uncounted} of ${behind.peers.length} peers no bytes were counted: who sends how much needs exec or push.`,
        ]
      : []),
    ...(unlisted > 0
      ? [`${unlisted} of ${behind.peers.length} peers are not in the device list: their owner is not known.`]
      : []),
  ]
}

/** Parents that are themselves what stands behind. */
const singles: Record<string, true> = { Service: true, Ingress: true }

/** "services" or "ingresses.networking.k8s.io" as well as "Service". */
function isKind(unseen: string, kind: string): boolean {
  const stem = kind.toLowerCase().replace(/s$/, '')
  return unseen.toLowerCase().startsWith(stem) && !unseen.toLowerCase().startsWith(`${stem}account`)
}
