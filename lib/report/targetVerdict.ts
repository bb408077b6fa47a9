import type { ByTraffic } from '#lib/tailnet/history.ts'
import type { TargetDetail } from '#lib/tailnet/standing.ts'
import { bytesOf } from './bytes.ts'
import { counted } from './counted.ts'
import { sumOf } from './shareOf.ts'
import type { FindingView, PeerView } from './targetView.ts'

export interface TargetVerdict {
  headline: string
  reasons: string[]
  /** Since when the oldest link on DERP is there. */
  since: number | null
}

interface VerdictInput {
  detail: TargetDetail
  peers: PeerView[]
  findings: FindingView[]
  bytes: ByTraffic | null
  now: Date
}

const lower = (title: string) =>
  /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title

/** One sentence for a pod's page: path, reason; then what it costs and what would turn it. */
export function targetVerdict({ detail, peers, findings, bytes }: VerdictInput): TargetVerdict {
  const seen = peers.filter(peer => peer.since !== null)
  const active = seen.filter(
    peer => peer.kind === 'direct' || peer.kind === 'peer_relay' || peer.kind === 'derp',
  )
  const derp = active.filter(peer => peer.kind === 'derp')
  const relay = active.filter(peer => peer.kind === 'peer_relay')
  const silent = seen.filter(peer => peer.kind === 'no_answer')
  const since = derp.reduce<number | null>((first, peer) => earliest(first, peer.since), null)
  const cost =
    bytes && sumOf(bytes) > 0 && bytes.derp > 0 ? [`DERP carries ${bytesOf(bytes.derp, sumOf(bytes))}.`] : []
  const quiet =
    silent.length > 0
      ? [
          `${counted(silent.length, 'peer')} ${silent.length === 1 ? 'gives' : 'give'} no answer: we send, nothing comes back.`,
        ]
      : []

  if (detail.goneAt)
    return {
      headline: 'No pod fills this workload any more.',
      reasons: ['What follows is its history.'],
      since: null,
    }
  if (detail.unjudged) {
    const predicted = peers.filter(peer => peer.expected === 'derp').length
    return {
      headline: `Its paths are not seen: ${detail.unjudged}.`,
      reasons:
        peers.length > 0 ? [`Predicted: ${predicted} of ${counted(peers.length, 'link')} through DERP.`] : [],
      since: null,
    }
  }
  if (seen.length === 0 && detail.pods.some(pod => pod.statusAt)) {
    return {
      headline: 'No link carries traffic.',
      reasons: ['It was looked into, and every peer is idle. What stands below is predicted.'],
      since: null,
    }
  }
  if (seen.length === 0)
    return {
      headline: 'No path has been seen yet.',
      reasons: ['The first paths stand after its first round.'],
      since: null,
    }
  if (active.length === 0) return { headline: 'No link carries traffic.', reasons: quiet, since: null }
  if (derp.length === 0 && relay.length === 0) {
    return {
      headline:
        active.length === 1
          ? 'Its one active link is direct.'
          : `All ${active.length} active links are direct.`,
      reasons: [...quiet, ...cost],
      since: null,
    }
  }
  if (derp.length === 0) {
    return {
      headline: `${portion(relay.length, active.length)} by peer relay, none through DERP.`,
      reasons: [...quiet, ...cost],
      since: null,
    }
  }
  const main = findings.filter(finding => finding.derpLinks > 0)
  const reason = main[0] ? `: ${lower(main[0].title)}` : ''
  return {
    headline: `${portion(derp.length, active.length)} through DERP${reason}.`,
    reasons: [...also(main.slice(1)), ...gain(detail), ...cost, ...quiet],
    since,
  }
}

/** "5 of 7 active links go", "All 3 active links go", "Its one active link goes". */
function portion(part: number, whole: number): string {
  if (whole === 1) return 'Its one active link goes'
  if (part === whole) return `${part === 2 ? 'Both' : `All ${part}`} active links go`
  return `${part} of ${whole} active links ${part === 1 ? 'goes' : 'go'}`
}

function earliest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}

const also = (findings: FindingView[]) =>
  findings.length === 0
    ? []
    : [
        `Also: ${findings
          .slice(0, 2)
          .map(finding => lower(finding.title))
          .join('; ')}.`,
      ]

function gain({ diagnosis }: TargetDetail): string[] {
  const remedy = diagnosis?.body.remedies.find(remedy => remedy.applies !== 'no' && remedy.gain)
  if (!remedy?.gain) return []
  const off = remedy.gain.derpBefore - remedy.gain.derpAfter
  if (off <= 0) return []
  return [`Predicted: “${remedy.title}” takes ${counted(off, 'link')} off DERP.`]
}
