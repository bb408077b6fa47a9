import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { toStatusReading } from '#lib/collect/tailscaled/toStatusReading.ts'
import { closed, firstSeen, followLink } from '#lib/store/round/followLink.ts'
import type { Link, Span } from '#lib/store/round/observer.ts'
import { classify, type LastAnswer, rememberAnswer } from '#lib/tailnet/classify.ts'
import type { Stretch } from '#lib/tailnet/fix.ts'
import type { SilenceSeen } from '#lib/tailnet/history.ts'
import { clusterId, derpRegionId, deviceId, targetId } from '#lib/tailnet/ids.ts'
import { flipKey } from '#lib/tailnet/path.ts'

export interface RecordedLink {
  /** A moment by its second since the recording began. */
  second: (t: number) => Date
  /** The link's history as a collector with a look each 5 s has it at that second. */
  until: (t: number) => Stretch[]
  /** When it was sent to and did not answer, as far as looks have seen it. */
  silences: (t: number) => SilenceSeen[]
}

/** A link of lib/fake/lab/series, looked at as the collector does. */
export function recordedLink(scenario: string, name: string, peerName: string): RecordedLink {
  const text = readFileSync(join(import.meta.dirname, `../fake/lab/series/${scenario}/${name}.jsonl`), 'utf8')
  const samples = text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as { t: number; at: number; status: unknown })
  const [first] = samples
  if (!first) throw new Error(`${scenario}/${name} is empty`)
  const second = (t: number) => new Date((first.at - first.t + t) * 1000)
  const target = targetId({
    cluster: clusterId('c'),
    namespace: 'n',
    kind: 'Deployment',
    name,
    ordinal: null,
  })

  function followed(t: number): { stretches: Stretch[]; silences: SilenceSeen[] } {
    let link: Link | null = null
    let last: LastAnswer | null = null
    const spans: Span[] = []
    const silences: SilenceSeen[] = []
    for (const sample of samples.filter(each => each.t <= t)) {
      const read = toStatusReading(sample.status, { activeOnly: false })
      if (!read.ok) throw new Error(read.failure.detail)
      const peer = read.value.peers.find(each => each.hostName === peerName)
      if (!peer) continue
      const at = second(sample.t)
      const path = classify(peer, last, at, () => derpRegionId(1))
      const before: LastAnswer | null = last
      last = rememberAnswer(peer, last, at)
      if (before?.silence?.samples && !last.silence?.samples)
        silences.push({ observer: deviceId(name), peer: peer.device, from: before.at, to: at })
      const whom = { observer: name, peer: peer.device, target, podUid: 'p', peerName }
      if (link === null) link = firstSeen(whom, path, at)
      else {
        const now = followLink(link, path, at)
        spans.push(...now.spans)
        link = now.link
      }
    }
    const running = link ? closed(link, second(t), 'changed') : []
    const stretches = [
      ...spans.map(span => toStretch(span)),
      ...running.map(span => ({ ...toStretch(span), endedAt: null, endedBy: null })),
    ]
    return { stretches, silences }
  }

  const toStretch = (span: Span): Stretch => {
    const { kind } = span.path
    if (kind === 'idle' || kind === 'offline') throw new Error('these recordings have no pause')
    return {
      target,
      observer: deviceId(span.observer),
      peer: deviceId(span.peer),
      peerName,
      kind,
      way: flipKey(span.path),
      startedAt: span.startedAt,
      endedAt: span.endedAt,
      endedBy: span.endedBy,
      trafficSeconds: span.trafficSeconds,
    }
  }
  return { second, until: t => followed(t).stretches, silences: t => followed(t).silences }
}
