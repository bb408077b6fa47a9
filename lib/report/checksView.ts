import type { CheckResult, CheckSeen, CheckState, Pong } from '#lib/tailnet/check.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { targetHref } from './eventsView.ts'

/** A pong with the sign of its path; null where the way is not told. */
export interface PongRow {
  kind: PathKind | null
  text: string
  ms: number | null
}

export interface CheckRow {
  id: string
  /** "Ping to db-0", "Netcheck". */
  what: string
  kind: 'ping' | 'netcheck'
  /** Device of a ping's far end. */
  peer: string | null
  where: { name: string; href: string } | null
  by: string
  state: CheckState
  requestedAt: number
  /** When it ended. */
  finishedAt: number | null
  /** What it brought, or why nothing, in a sentence; null while it runs. */
  words: string | null
  pongs: PongRow[]
}

/** Checks that were asked for, newest first. All of them are probed: they disturbed what they measured. */
export interface ChecksView {
  asOf: number
  rows: CheckRow[]
}

export const checkStateWords: Record<CheckState, string> = {
  asked: 'waits for a collector',
  running: 'runs',
  done: 'done',
  failed: 'failed',
}

export function checksView(checks: readonly CheckSeen[], now: Date): ChecksView {
  return { asOf: now.getTime(), rows: checks.map(checkRow) }
}

function checkRow(check: CheckSeen): CheckRow {
  const { target, result } = check
  return {
    id: check.id,
    what: check.kind === 'ping' ? `Ping to ${check.peerName ?? check.peer ?? 'a peer'}` : 'Netcheck',
    kind: check.kind,
    peer: check.peer,
    where: target && {
      name: `${target.namespace}/${target.name}`,
      href: targetHref(target.cluster, target.namespace, target.name),
    },
    by: check.requestedBy,
    state: check.state,
    requestedAt: check.requestedAt.getTime(),
    finishedAt: check.finishedAt?.getTime() ?? null,
    words: result ? resultWords(result) : check.state === 'failed' ? failedWords(check) : null,
    pongs: result?.kind === 'ping' ? result.pongs.map(pongRow) : [],
  }
}

const failedWords = ({ detail, code }: CheckSeen) => detail || code || 'for a reason that is not known'

function resultWords(result: CheckResult): string {
  return result.kind === 'ping' ? pingWords(result.pongs) : netcheckWords(result.netInfo)
}

/** How the way changed while it was woken: "DERP fra, then direct from pong 3 on". */
function pingWords(pongs: readonly Pong[]): string {
  const answered = pongs.filter(pong => pong.via !== 'timeout')
  const first = answered[0]
  const last = answered.at(-1)
  if (!first || !last) return `None of ${pongs.length} pings was answered.`
  const lost = pongs.length - answered.length
  const unanswered = lost > 0 ? ` ${lost} of ${pongs.length} not answered.` : ''
  if (first.via === last.via) return `${answered.length} pongs, ${wayOf(last)} to the end.${unanswered}`
  const before = pongs.findLastIndex(pong => pong.via !== last.via && pong.via !== 'timeout')
  const from = pongs.findIndex((pong, index) => index > before && pong.via === last.via) + 1
  return `${wayOf(first)} at first, ${wayOf(last)} from pong ${from} on.${unanswered}`
}

function wayOf({ via, where }: Pong): string {
  switch (via) {
    case 'direct':
      return 'direct'
    case 'derp':
      return where ? `DERP ${where}` : 'DERP'
    case 'peer_relay':
      return 'by peer relay'
    case 'inner':
      return 'inside the tunnel'
    case 'timeout':
      return 'no answer'
  }
}

const kindOf: Record<Pong['via'], PathKind | null> = {
  direct: 'direct',
  derp: 'derp',
  peer_relay: 'peer_relay',
  inner: null,
  timeout: 'no_answer',
}

const pongRow = (pong: Pong): PongRow => ({
  kind: kindOf[pong.via],
  text: pong.via === 'derp' || pong.where === null ? wayOf(pong) : `${wayOf(pong)}, ${pong.where}`,
  ms: pong.ms,
})

const udpWords: Record<Tri, string> = {
  yes: 'UDP gets out',
  no: 'no UDP gets out',
  unknown: 'whether UDP gets out is not known',
}
const mappingWords: Record<Tri, string> = {
  yes: 'the NAT gives another port to each destination (hard)',
  no: 'the NAT keeps one port for all destinations (easy)',
  unknown: 'how the NAT gives ports is not known',
}

function netcheckWords(netInfo: Extract<CheckResult, { kind: 'netcheck' }>['netInfo']): string {
  const seen = netInfo.globalV4.length > 0 ? `; seen as ${netInfo.globalV4.slice(0, 3).join(', ')}` : ''
  const words = `${udpWords[netInfo.udp]}; ${mappingWords[netInfo.mappingVaries]}${seen}.`
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} By a socket of its own: the port is not tailscaled’s.`
}
