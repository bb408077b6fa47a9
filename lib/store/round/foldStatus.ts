import { classify, rememberAnswer } from '#lib/tailnet/classify.ts'
import type { DerpRegionId } from '#lib/tailnet/ids.ts'
import type { PeerReading, StatusReading } from '#lib/tailnet/reading.ts'
import type { RoundWrite } from '../roundWrite.ts'
import { cutLinks } from './cutLinks.ts'
import { reasonOf } from './foldFailure.ts'
import { closed, firstSeen, followLink } from './followLink.ts'
import { joinLinks } from './joinLinks.ts'
import { dropLink, keepLink, type Ledger } from './ledger.ts'
import { noteHome } from './noteHome.ts'
import { noteLinkTraffic } from './noteLinkTraffic.ts'
import type { Link, Observer } from './observer.ts'
import { isTooLong } from './patience.ts'
import { lastAnswer, toMemory } from './peerMemory.ts'
import { countTime } from './watchOn.ts'

type RegionByCode = (code: string) => DerpRegionId | null

/** A peer silent for longer counts from zero when it is back (data-sources: peers leave the engine after 5 idle minutes). */
const rememberedSeconds = 300
const releaseSeconds = 600

/** Takes in a good look at a pod's paths; returns how many of its links flipped. */
export function foldStatus(
  ledger: Ledger,
  observer: Observer,
  write: RoundWrite,
  status: StatusReading,
  regionByCode: RegionByCode,
): number {
  const at = write.startedAt
  let flips = bridge(ledger, observer, write)
  noteSelf(ledger, observer, status, at, regionByCode)
  flips += followPeers(ledger, observer, status, write, regionByCode)
  forgetSilent(observer, at)
  observer.statusAt = at
  observer.watchedUntil = at
  return flips
}

function followPeers(
  ledger: Ledger,
  observer: Observer,
  status: StatusReading,
  write: RoundWrite,
  regionByCode: RegionByCode,
): number {
  if (observer.device === null) return 0
  const { startedAt: at } = write
  const isOther = (link: Link) => isAnothers(link, observer, write)
  let flips = 0
  const seen = new Set<string>()
  for (const peer of status.peers) {
    seen.add(peer.device)
    const link = ledger.links.get(observer.device)?.get(peer.device)
    if (link && isOther(link)) continue
    if (followPeer(ledger, observer, peer, at, regionByCode)) flips += 1
  }
  const absent = [...(ledger.links.get(observer.device)?.values() ?? [])].filter(
    link => !seen.has(link.peer) && !isOther(link),
  )
  for (const link of absent) {
    // Without --active the whole netmap is listed: who is not in it is no peer any more.
    if (!status.activeOnly) endLink(ledger, link, at)
    else if (follow(ledger, link, quiet(link), at, observer)) flips += 1
  }
  return flips
}

/** A peer that `--active` left out: the device list tells one that is away from one that only has nothing to say. */
const quiet = ({ peerOffline }: Link): Link['path'] => ({ kind: peerOffline ? 'offline' : 'idle' })

/** Carries what was known over to this look, or cuts it at the last one, and closes the gap. */
function bridge(
  ledger: Ledger,
  observer: Observer,
  { slot, startedAt, intervalSeconds }: RoundWrite,
): number {
  const { watchedUntil, failure, target: subject, podUid: pod } = observer
  const ends = { subject, pod, at: startedAt, opens: null }
  let cut = 0
  if (failure?.cut && watchedUntil && !isTooLong(watchedUntil, slot, intervalSeconds)) {
    ledger.gaps.push({ ...ends, filledFrom: watchedUntil })
    countTime(ledger, observer, startedAt)
    joinLinks(ledger, observer, startedAt)
  } else if (failure?.cut) ledger.gaps.push(ends)
  else if (watchedUntil && isTooLong(watchedUntil, slot, intervalSeconds)) {
    const reason = failure ? reasonOf(failure).reason : 'nobody looked'
    cut = cutLinks(ledger, observer, watchedUntil, reason)
    if (failure) ledger.gaps.push({ subject, pod, at: watchedUntil, opens: reasonOf(failure) }, ends)
  } else countTime(ledger, observer, startedAt)
  observer.failure = null
  return cut
}

function noteSelf(
  ledger: Ledger,
  observer: Observer,
  { self, version }: StatusReading,
  at: Date,
  regionByCode: RegionByCode,
): void {
  if (self && observer.device !== null && observer.device !== self.device) {
    const former = [...(ledger.links.get(observer.device)?.values() ?? [])]
    for (const link of former.filter(each => each.podUid === observer.podUid)) endLink(ledger, link, at)
    observer.peers.clear()
  }
  observer.device = self?.device ?? observer.device
  const home = self?.homeRegionCode ? regionByCode(self.homeRegionCode) : null
  if (home !== null) noteHome(ledger, observer, home, at)
  if (version === '' || version === observer.version) return
  ledger.facts.push({ subjectKind: 'pod', subjectId: observer.podUid, facet: 'version', value: version, at })
  if (observer.version !== null) {
    ledger.events.push({
      at,
      kind: 'client_updated',
      clusterId: null,
      targetId: observer.target,
      title: `tailscaled ${observer.version} became ${version}`,
      detail: { before: observer.version, after: version },
      onceInSeconds: releaseSeconds,
    })
  }
  observer.version = version
}

function followPeer(
  ledger: Ledger,
  observer: Observer,
  peer: PeerReading,
  at: Date,
  regionByCode: RegionByCode,
): boolean {
  const { device, target, podUid } = observer
  if (device === null) return false
  const link = ledger.links.get(device)?.get(peer.device)
  // A peer that was never talked to is no link: a large tailnet has thousands of them.
  if (!link && !peer.active) return false
  const memory = observer.peers.get(peer.device)
  const last = memory ? lastAnswer(memory, peer) : null
  const path = classify(peer, last, at, regionByCode)
  if (peer.active) {
    noteLinkTraffic(ledger, { observer, peer, kind: path.kind, memory, link, at })
    const remembered = toMemory(rememberAnswer(peer, last, at))
    // It answers again: until then at least one look had seen more sent and nothing come back.
    if (memory && memory.silentSamples > 0 && remembered.silentSamples === 0)
      ledger.silences.push({ observer: device, peer: peer.device, target, from: memory.at, to: at })
    observer.peers.set(peer.device, remembered)
  }
  if (link) return follow(ledger, named(link, peer), path, at, observer)
  const peerName = nameOf(peer)
  keepLink(ledger, firstSeen({ observer: device, peer: peer.device, target, podUid, peerName }, path, at))
  return true
}

const nameOf = (peer: PeerReading) => peer.dnsName || peer.hostName || peer.device
const named = (link: Link, peer: PeerReading): Link =>
  link.peerName === nameOf(peer) ? link : { ...link, peerName: nameOf(peer) }

/**
 * Is the link another pod's, which is still looked at? Two pods with one copied state are one device to the control plane
 * (cause dev-cloned): the views of both in turn would be flips that nobody saw, so the first one's is kept.
 */
function isAnothers(
  { podUid, podSeenAt }: Link,
  observer: Observer,
  { slot, intervalSeconds }: RoundWrite,
): boolean {
  if (podUid === observer.podUid || podSeenAt === null) return false
  return !isTooLong(podSeenAt, slot, intervalSeconds)
}

function follow(ledger: Ledger, before: Link, path: Link['path'], at: Date, observer: Observer): boolean {
  const { podUid, target } = observer
  // A device whose pod was replaced goes on in the new one.
  const mine =
    before.podUid === podUid && before.target === target
      ? before
      : { ...before, podUid, podSeenAt: at, target }
  const { link, spans, flipped } = followLink(mine, path, at)
  ledger.spans.push(...spans)
  if (link !== ledger.links.get(link.observer)?.get(link.peer)) keepLink(ledger, link)
  return flipped
}

function endLink(ledger: Ledger, link: Link, at: Date): void {
  ledger.spans.push(...closed(link, link.idleSince ?? at, 'gone'))
  dropLink(ledger, link)
}

function forgetSilent(observer: Observer, at: Date): void {
  for (const [device, memory] of observer.peers) {
    if (at.getTime() - memory.lastAt.getTime() >= rememberedSeconds * 1000) observer.peers.delete(device)
  }
}
