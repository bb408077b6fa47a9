import type { Diagnosis, Expected, Finding, RecipeStep, Remedy } from '#lib/tailnet/finding.ts'
import type { ByTraffic } from '#lib/tailnet/history.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import type { LinkStanding, PodStanding, TargetDetail } from '#lib/tailnet/standing.ts'
import { causeTitle } from './causeTitle.ts'
import { type ChainView, chainView } from './chainView.ts'
import { targetHref } from './eventsView.ts'
import { workloadText } from './podRow.ts'
import { pathText } from './pathWords.ts'
import { type Fact, targetFacts } from './targetFacts.ts'
import { targetVerdict, type TargetVerdict } from './targetVerdict.ts'

/** One peer of a target, with what is seen, what is expected and the way between. */
export interface PeerView {
  key: string
  peer: string
  peerName: string
  /** The pod that sees it so, where a target has several. */
  observer: string | null
  kind: PathKind
  text: string
  endpoint: string | null
  since: number | null
  expected: Expected | null
  dependsOn: string | null
  causes: { code: string; title: string }[]
  chain: ChainView | null
}

export interface FindingView extends Finding {
  title: string
  since: number | null
  /** How many peers on DERP it explains. */
  derpLinks: number
}

export interface PodView {
  name: string
  device: string | null
  node: string | null
  ip: string | null
  startedAt: number | null
  goneAt: number | null
  matched: PodStanding['matchMethod']
}

export interface TargetView {
  asOf: number
  href: string
  cluster: string
  namespace: string
  name: string
  workload: string
  pods: PodView[]
  verdict: TargetVerdict
  facts: Fact[]
  peers: PeerView[]
  findings: FindingView[]
  recipe: RecipeStep[]
  remedies: Remedy[]
  /** When the diagnosis was made; null where there is none yet. */
  computedAt: number | null
  /** No path is measured: what stands here is a prediction. */
  isPredicted: boolean
  unjudged: string | null
}

interface TargetInput {
  detail: TargetDetail
  bytes: ByTraffic | null
  now: Date
  regionCode: (id: number) => string | null
}

const kindOrder: PathKind[] = ['derp', 'peer_relay', 'no_answer', 'direct', 'unknown', 'idle', 'offline']

export function targetView({ detail, bytes, now, regionCode }: TargetInput): TargetView {
  const { place, diagnosis } = detail
  const peers = peersOf(detail, regionCode)
  const findings = findingsOf(detail, peers)
  const isPredicted = detail.unjudged !== null || (detail.links.length === 0 && diagnosis !== null)
  return {
    asOf: now.getTime(),
    href: targetHref(place.cluster.name, place.namespace, place.name),
    cluster: place.cluster.name,
    namespace: place.namespace,
    name: place.name,
    workload: workloadText(place),
    pods: detail.pods.map(podView),
    verdict: targetVerdict({ detail, peers, findings, bytes, now }),
    facts: targetFacts(detail, regionCode),
    peers,
    findings,
    recipe: diagnosis?.body.recipe ?? [],
    remedies: diagnosis?.body.remedies ?? [],
    computedAt: diagnosis?.computedAt.getTime() ?? null,
    isPredicted,
    unjudged: detail.unjudged,
  }
}

const podView = (pod: PodStanding): PodView => ({
  name: pod.name,
  device: pod.deviceName,
  node: pod.node,
  ip: pod.ip,
  startedAt: pod.startedAt?.getTime() ?? null,
  goneAt: pod.goneAt?.getTime() ?? null,
  matched: pod.matchMethod,
})

type DiagnosedPeer = Diagnosis['peers'][number]

function peersOf(detail: TargetDetail, regionCode: (id: number) => string | null): PeerView[] {
  const diagnosed = new Map(detail.diagnosis?.body.peers.map(peer => [peer.peer as string, peer]) ?? [])
  const podByUid = new Map(detail.pods.map(pod => [pod.uid as string, pod]))
  const observers = new Set(detail.links.map(link => link.observer))
  const seen = detail.links.map(link => {
    const pod = podByUid.get(link.pod) ?? null
    return peerView(detail, diagnosed.get(link.peer), link, pod, observers.size > 1, regionCode)
  })
  const seenPeers = new Set<string>(detail.links.map(link => link.peer))
  const predicted = [...diagnosed.values()]
    .filter(peer => !seenPeers.has(peer.peer))
    .map(peer => peerView(detail, peer, null, detail.pods[0] ?? null, false, regionCode))
  return [...seen, ...predicted].sort(
    (a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) || a.peerName.localeCompare(b.peerName),
  )
}

function peerView(
  detail: TargetDetail,
  diagnosed: DiagnosedPeer | undefined,
  link: LinkStanding | null,
  pod: PodStanding | null,
  hasSeveral: boolean,
  regionCode: (id: number) => string | null,
): PeerView {
  const kind = link?.path.kind ?? diagnosed?.path ?? 'unknown'
  const peer = link?.peer ?? diagnosed?.peer ?? ''
  const peerName = link?.peerName ?? diagnosed?.peerName ?? peer
  const own = detail.diagnosis?.body.chain
  return {
    key: `${link?.observer ?? ''}>${peer}`,
    peer,
    peerName,
    observer: hasSeveral ? (pod?.name ?? null) : null,
    kind,
    text: link ? pathText(link.path, regionCode) : 'not measured',
    endpoint: link?.path.kind === 'direct' ? link.path.endpoint : link?.path.kind === 'peer_relay' ? link.path.via : null,
    since: link?.since.getTime() ?? null,
    expected: diagnosed?.expected ?? null,
    dependsOn: diagnosed?.dependsOn ?? null,
    causes: (diagnosed?.causes ?? []).map(code => ({ code, title: causeTitle(code) })),
    chain:
      own && diagnosed
        ? chainView({
            podName: pod?.name ?? detail.place.name,
            podIp: pod?.ip ?? null,
            nodeName: pod?.node ?? null,
            own,
            peerName,
            peer: diagnosed.chain,
            path: link ? kind : diagnosed.expected === 'derp' ? 'derp' : diagnosed.expected === 'direct' ? 'direct' : kind,
          })
        : null,
  }
}

function findingsOf(detail: TargetDetail, peers: PeerView[]): FindingView[] {
  const opened = new Map(detail.findings.filter(row => !row.closedAt).map(row => [row.code, row.openedAt]))
  const unique = new Map<string, Finding>()
  for (const finding of detail.diagnosis?.body.findings ?? []) {
    const key = finding.subject.kind === 'link' ? `${finding.code}/${finding.subject.peer}` : finding.code
    if (!unique.has(key)) unique.set(key, finding)
  }
  const onDerp = peers.filter(peer => peer.kind === 'derp')
  return [...unique.values()]
    .map(finding => ({
      ...finding,
      title: causeTitle(finding.code),
      since: opened.get(finding.code)?.getTime() ?? null,
      derpLinks: onDerp.filter(peer => peer.causes.some(cause => cause.code === finding.code)).length,
    }))
    .sort((a, b) => b.derpLinks - a.derpLinks)
}
