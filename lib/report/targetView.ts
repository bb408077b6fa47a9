import { causeByCode } from '#lib/diagnose/causes/catalogue.ts'
import { datedFindings } from '#lib/diagnose/datedFindings.ts'
import type { Certainty, Diagnosis, Expected, Finding, RecipeStep, Remedy } from '#lib/tailnet/finding.ts'
import type { ByTraffic } from '#lib/tailnet/history.ts'
import type { Path, PathKind } from '#lib/tailnet/path.ts'
import type { LinkStanding, PodStanding, TargetDetail } from '#lib/tailnet/standing.ts'
import { causeTitle } from './causeTitle.ts'
import { type ChainView, chainView } from './chainView.ts'
import { targetHref } from './eventsView.ts'
import { failureWords } from './failureWords.ts'
import { pathText } from './pathWords.ts'
import { workloadText } from './podRow.ts'
import { shortNames } from './shortNames.ts'
import { type Fact, targetFacts } from './targetFacts.ts'
import { type TargetVerdict, targetVerdict } from './targetVerdict.ts'
import { udpStop } from './udpStop.ts'

/** One peer of a target, with what is seen, what is expected and the way between. */
export interface PeerView {
  key: string
  peer: string
  /** The device at the pod's end; null where it is not known, and on the page of the link itself. */
  self: string | null
  peerName: string
  /** What tells it apart from the other peers: the first label of its name where that does. */
  short: string
  /** How the address of the page names it. */
  word: string
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
  /** It clears the path: what is slow or fails, fails elsewhere. */
  clearsPath: boolean
  /** How many peers on DERP it explains. */
  derpLinks: number
  /** The peers it was found for, where it is a matter of single links. */
  peers: string[]
}

export interface PodView {
  name: string
  /** Name of its device. */
  device: string | null
  deviceId: string | null
  node: string | null
  ip: string | null
  startedAt: number | null
  goneAt: number | null
  matched: PodStanding['matchMethod']
  /** Looks into it that failed in a row, with the reason of the last; null where the last was good. */
  failing: { rounds: number; words: string } | null
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
  /** When the last pod of it went; null where one is there. */
  goneAt: number | null
}

interface TargetInput {
  detail: TargetDetail
  bytes: ByTraffic | null
  now: Date
  regionCode: (id: number) => string | null
  /** Last latency to a DERP region that is known from elsewhere than the pod, in milliseconds. */
  latestMs: (region: number) => number | null
}

const kindOrder: PathKind[] = ['derp', 'peer_relay', 'no_answer', 'direct', 'unknown', 'idle', 'offline']

export function targetView({ detail, bytes, now, regionCode, latestMs }: TargetInput): TargetView {
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
    facts: targetFacts(detail, regionCode, latestMs),
    peers,
    findings,
    recipe: diagnosis?.body.recipe ?? [],
    remedies: diagnosis?.body.remedies ?? [],
    computedAt: diagnosis?.computedAt.getTime() ?? null,
    isPredicted,
    unjudged: detail.unjudged,
    goneAt: detail.goneAt?.getTime() ?? null,
  }
}

const podView = (pod: PodStanding): PodView => ({
  name: pod.name,
  device: pod.deviceName,
  deviceId: pod.device,
  node: pod.node,
  ip: pod.ip,
  startedAt: pod.startedAt?.getTime() ?? null,
  goneAt: pod.goneAt?.getTime() ?? null,
  matched: pod.matchMethod,
  failing:
    pod.failedRounds > 0 && !pod.goneAt
      ? { rounds: pod.failedRounds, words: failureWords(pod.failure?.code ?? null) }
      : null,
})

type DiagnosedPeer = Diagnosis['peers'][number]

function peersOf(detail: TargetDetail, regionCode: (id: number) => string | null): PeerView[] {
  const diagnosed = new Map(detail.diagnosis?.body.peers.map(peer => [peer.peer as string, peer]) ?? [])
  const podByUid = new Map(detail.pods.map(pod => [pod.uid as string, pod]))
  const observers = new Set(detail.links.map(link => link.observer))
  const short = shortNames([
    ...detail.links.map(link => link.peerName),
    ...[...diagnosed.values()].map(peer => peer.peerName),
  ])
  const seen = detail.links.map(link => {
    const pod = podByUid.get(link.pod) ?? null
    return peerView(detail, diagnosed.get(link.peer), link, pod, observers.size > 1, regionCode, short)
  })
  const seenPeers = new Set<string>(detail.links.map(link => link.peer))
  const predicted = [...diagnosed.values()]
    .filter(peer => !seenPeers.has(peer.peer))
    .map(peer => peerView(detail, peer, null, detail.pods[0] ?? null, false, regionCode, short))
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
  short: (name: string) => string,
): PeerView {
  // While nothing flows a link goes no way, whatever its last one was.
  const path: Path | null = link && (link.idleSince ? { kind: 'idle' } : link.path)
  const kind = path?.kind ?? diagnosed?.path ?? 'unknown'
  const peer = link?.peer ?? diagnosed?.peer ?? ''
  const peerName = link?.peerName ?? diagnosed?.peerName ?? peer
  const own = detail.diagnosis?.body.chain
  return {
    key: `${link?.observer ?? ''}>${peer}`,
    peer,
    self: link?.observer ?? pod?.device ?? null,
    peerName,
    short: short(peerName),
    word: hasSeveral ? `${link?.observer ?? ''}>${peer}` : peer,
    observer: hasSeveral ? (pod?.name ?? null) : null,
    kind,
    text: path ? pathText(path, regionCode) : 'not measured',
    endpoint: path?.kind === 'direct' ? path.endpoint : path?.kind === 'peer_relay' ? path.via : null,
    since: link ? (link.idleSince ?? link.since).getTime() : null,
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
            peerName: short(peerName),
            peer: diagnosed.chain,
            stop: udpStop(diagnosed.causes),
            path: link
              ? kind
              : diagnosed.expected === 'derp'
                ? 'derp'
                : diagnosed.expected === 'direct'
                  ? 'direct'
                  : kind,
          })
        : null,
  }
}

/** One for each cause: what was found for several links by one rule is told once, with all of their evidence. */
function findingsOf(detail: TargetDetail, peers: PeerView[]): FindingView[] {
  const opened = new Map(detail.findings.filter(row => !row.closedAt).map(row => [row.code, row.openedAt]))
  const nameOf = new Map(peers.map(peer => [peer.peer, peer.short]))
  const onDerp = peers.filter(peer => peer.kind === 'derp')
  const all = detail.diagnosis ? datedFindings(detail.diagnosis.body) : []
  const byCode = Map.groupBy(all, finding => finding.code)
  return [...byCode]
    .flatMap(([code, found]): FindingView[] => {
      const [first] = found.toSorted((a, b) => degrees.indexOf(a.certainty) - degrees.indexOf(b.certainty))
      if (!first) return []
      const links = found.flatMap(({ subject }) => (subject.kind === 'link' ? [subject.peer as string] : []))
      return [
        {
          ...first,
          title: causeTitle(code),
          since: opened.get(code)?.getTime() ?? null,
          clearsPath: causeByCode(code)?.role === 'not the path',
          // What stands beside a cause explains no link.
          derpLinks: causeByCode(code)?.role
            ? 0
            : onDerp.filter(peer => peer.causes.some(cause => cause.code === code)).length,
          peers: [...new Set(links)].map(peer => nameOf.get(peer) ?? peer),
          evidence: uniqueBy(
            found.flatMap(finding => finding.evidence),
            evidence => evidence.says,
          ),
          missing: uniqueBy(
            found.flatMap(finding => finding.missing),
            missing => missing.what,
          ),
        },
      ]
    })
    .sort((a, b) => b.derpLinks - a.derpLinks || degrees.indexOf(a.certainty) - degrees.indexOf(b.certainty))
}

const degrees: Certainty[] = ['certain', 'likely', 'possible']

const uniqueBy = <T>(items: T[], key: (item: T) => string): T[] => [
  ...new Map(items.map(item => [key(item), item])).values(),
]
