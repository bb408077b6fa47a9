import { labJson, labText } from './labFile.ts'
import type { PeerEntry, StatusDocument } from './recording.ts'
import { type Segment, type Timeline, timeline } from './timeline.ts'

interface Sample {
  /** Seconds since the series began. */
  t: number
  /** Unix time, seconds. */
  at: number
  status: StatusDocument | null
}

const file = (scenario: string, target: string) => `series/${scenario}/${target}.jsonl`
const unix = (stamp: string) => new Date(stamp).getTime() / 1000

function samplesOf(scenario: string, target: string): Sample[] {
  return labText(file(scenario, target))
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Sample)
}

const peerOf = (sample: Sample, name: string): PeerEntry | undefined =>
  Object.values(sample.status?.Peer ?? {}).find(peer => peer.HostName === name)

/** Where the daemon was down, or began to count anew, nothing is known to have passed. */
function perSecond(from: number | undefined, to: number | undefined, seconds: number): number {
  return from === undefined || to === undefined || seconds <= 0 ? 0 : Math.max(0, (to - from) / seconds)
}

function toSegment(sample: Sample, following: Sample | undefined, name: string): Segment {
  const peer = peerOf(sample, name)
  const next = following && peerOf(following, name)
  const seconds = (following?.t ?? sample.t) - sample.t
  const tx = perSecond(peer?.TxBytes, next?.TxBytes, seconds)
  const start = sample.at - sample.t
  const base = { at: sample.t, rx: perSecond(peer?.RxBytes, next?.RxBytes, seconds), tx, session: 0 }
  if (!peer) return { ...base, course: 'idle', active: false, online: true }
  const segment: Segment = {
    ...base,
    course: !peer.Active ? 'idle' : peer.CurAddr === '' ? 'derp' : 'exact',
    active: peer.Active,
    online: peer.Online,
    address: peer.CurAddr,
    shaken: unix(peer.LastHandshake) - start,
  }
  return tx > 0 ? segment : { ...segment, wroteUntil: unix(peer.LastWrite) - start }
}

/** The recorded link of a series, at its own pace: a segment for each sample, seconds since its begin. */
export function seriesSegments(scenario: string, target: string, name: string): Segment[] {
  const samples = samplesOf(scenario, target)
  return samples.map((sample, index) => toSegment(sample, samples[index + 1], name))
}

/** When tailscaled was killed and started in a series, seconds since its begin. */
export function seriesOutage(scenario: string): { from: number; to: number } | null {
  const { events } = labJson<{ events: { second: number; what: string }[] }>(`series/${scenario}/events.json`)
  const second = (what: string) => events.find(event => event.what === what)?.second
  const from = second('tailscaled killed')
  const to = second('tailscaled started')
  return from === undefined || to === undefined ? null : { from, to }
}

const shifted = (segment: Segment, by: number): Segment => ({
  ...segment,
  at: segment.at + by,
  session: segment.session + by,
  ...(segment.shaken === undefined ? {} : { shaken: segment.shaken + by }),
  ...(segment.wroteUntil === undefined ? {} : { wroteUntil: segment.wroteUntil + by }),
})

/**
 * Plays recorded segments in a day's course at each of the given seconds; what was there goes on afterwards.
 * That a series begins and ends in that course is synthetic (transitions.json).
 */
export function playedAt(line: Timeline, played: Segment[], starts: readonly number[]): Timeline {
  const length = (played.at(-1)?.at ?? 0) + 5
  let segments = line.segments
  for (const start of starts) {
    const end = start + length
    const before = segments.filter(segment => segment.at < start)
    const during = segments.findLast(segment => segment.at <= end) ?? before.at(-1)
    const after = segments.filter(segment => segment.at > end)
    const resumed = during ? [{ ...during, at: end, session: end, course: during.course }] : []
    segments = [...before, ...played.map(segment => shifted(segment, start)), ...resumed, ...after]
  }
  return timeline(line.periodSeconds, segments)
}
