import type { CommonFacts } from '#lib/tailnet/commonFact.ts'
import { type Lift, liftOf } from './lift.ts'
import { podKey } from './podFilter.ts'
import { sumOf } from './shareOf.ts'

/** A fact that is commoner among relayed pods than among the others. */
export interface CommonFact {
  key: string
  /** "Node without a public address", "in cluster eks-prod". */
  title: string
  /** Other facts that hold for exactly the same pods. */
  same: string[]
  relayed: number
  direct: number
  lift: Lift
  /** The interval does not reach down to 1: chance alone does not explain it. */
  isClear: boolean
  /** These pods on the pods page; null for more than an address can name. */
  href: string | null
}

export interface CommonView {
  asOf: number
  at: number
  /** Pods with traffic of which more than half of the links are not direct, and the others. */
  relayed: number
  direct: number
  facts: CommonFact[]
  /** Facts of fewer pods than `least`: too few to say anything. */
  hidden: number
  least: number
}

/** Groups under this many pods are not shown: any of them looks striking. */
const least = 5

interface Statement {
  key: string
  title: string
  /** As the filter of the pods page says it; null where it has none: then the pods are named. */
  filter: Record<string, readonly string[]> | null
}

const said = (key: string, title: string, filter: Statement['filter'] = null): Statement => ({
  key,
  title,
  filter,
})

/** Facts in the order in which one stands for others that hold for the same pods. */
function statementsOf(facts: CommonFacts, regionCode: (id: number) => string | null): Statement[] {
  const { place } = facts
  const cluster = place.cluster.name
  return [
    facts.udp === 'no' && said('udp', 'No UDP out', { nat: ['no_udp'] }),
    facts.side === 'hard' && said('side', 'NAT varies by destination', { nat: ['l1_hard', 'l2_hard'] }),
    facts.reachable === 'no' && said('inbound', 'Inbound UDP shut'),
    facts.publicNode === 'no' && said('private', 'Node without a public address'),
    facts.publicNode === 'yes' && said('public', 'Node with a public address'),
    facts.hostNetwork !== null &&
      said(`host:${facts.hostNetwork}`, facts.hostNetwork ? 'Host network' : 'Network of its own'),
    facts.cni !== null && said(`cni:${facts.cni}`, `CNI ${facts.cni}`),
    facts.cloud !== null && said(`cloud:${facts.cloud}`, `Cloud: ${facts.cloud}`),
    said(`cluster:${cluster}`, `Cluster ${cluster}`, { cluster: [cluster] }),
    facts.zone !== null && said(`zone:${cluster}/${facts.zone}`, `Zone ${facts.zone}`),
    facts.node !== null && said(`node:${cluster}/${facts.node}`, `Node ${facts.node}`),
    said(`namespace:${place.namespace}`, `Namespace ${place.namespace}`, { namespace: [place.namespace] }),
    said(`workload:${cluster}/${place.namespace}/${place.workload}`, `Workload ${place.workload}`),
    said(`kind:${place.kind}`, `A ${place.kind}`),
    facts.proxyClass !== null &&
      said(`class:${cluster}/${facts.proxyClass}`, `ProxyClass ${facts.proxyClass}`),
    facts.version !== null && said(`version:${facts.version}`, `Client ${facts.version}`),
    facts.homeRegion !== null &&
      said(`home:${facts.homeRegion}`, `Home region ${regionCode(facts.homeRegion) ?? facts.homeRegion}`),
    ...facts.peerSides
      .filter(side => side === 'hard')
      .map(() => said('peers:hard', 'Talks to a peer behind hard NAT')),
    ...facts.peerNetworks.map(address => said(`net:${address}`, `Talks to a peer at ${address}`)),
  ].filter(each => each !== false)
}

/** An address with more names than this is longer than servers take. */
const mostNames = 40

function podsHref(filter: Statement['filter'], members: CommonFacts[]): string | null {
  const names = () =>
    members.map(({ place }) =>
      podKey({ cluster: place.cluster.name, namespace: place.namespace, name: place.name }),
    )
  if (filter === null && members.length > mostNames) return null
  const search = new URLSearchParams()
  for (const [name, values] of Object.entries(filter ?? { pod: names() }))
    for (const value of values) search.append(name, value)
  return `/pods?${search}`
}

/** A pod counts as relayed where more than half of its links with traffic are not direct. */
const isRelayed = ({ links }: CommonFacts) => (sumOf(links) - links.direct) * 2 > sumOf(links)

/** What relayed pods have in common and the others have not, by lift; what chance explains stands last. */
export function commonality({
  facts,
  at,
  now,
  regionCode,
}: {
  facts: CommonFacts[]
  at: Date
  now: Date
  regionCode: (id: number) => string | null
}): CommonView {
  const pods = facts.filter(each => sumOf(each.links) > 0)
  const relayed = new Set(pods.filter(isRelayed))
  const groups = new Map<string, { statement: Statement; members: CommonFacts[] }>()
  for (const pod of pods) {
    for (const statement of statementsOf(pod, regionCode)) {
      const found = groups.get(statement.key) ?? { statement, members: [] }
      if (found.members.at(-1) !== pod) found.members.push(pod)
      groups.set(statement.key, found)
    }
  }
  const sets = Map.groupBy(groups.values(), ({ members }) => members.map(pod => pod.place.id).join('\n'))
  let hidden = 0
  const found = [...sets.values()].flatMap((same): CommonFact[] => {
    const [first] = same
    if (!first) return []
    const { statement, members } = first
    const own = members.filter(pod => relayed.has(pod)).length
    const lift = liftOf({
      withFact: { pods: members.length, relayed: own },
      without: { pods: pods.length - members.length, relayed: relayed.size - own },
    })
    if (!lift || lift.value <= 1) return []
    if (members.length < least) {
      hidden += 1
      return []
    }
    const filter = same.find(each => each.statement.filter !== null)?.statement.filter ?? null
    return [
      {
        key: statement.key,
        title: statement.title,
        same: same.slice(1).map(each => each.statement.title),
        relayed: own,
        direct: members.length - own,
        lift,
        isClear: lift.low > 1,
        href: podsHref(filter, members),
      },
    ]
  })
  return {
    asOf: now.getTime(),
    at: at.getTime(),
    relayed: relayed.size,
    direct: pods.length - relayed.size,
    facts: found.toSorted(
      (a, b) =>
        Number(b.isClear) - Number(a.isClear) ||
        b.lift.value - a.lift.value ||
        b.relayed - a.relayed ||
        a.title.localeCompare(b.title),
    ),
    hidden,
    least,
  }
}
