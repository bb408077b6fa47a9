import { linkState } from './link.ts'
import type { Member } from './member.ts'
import { tailnetDomain } from './member.ts'
import { recording } from './recording.ts'
import { fraction } from './seeded.ts'
import type { Stage } from './stage.ts'

const names = (member: Member) => [
  member.hostname,
  `${member.hostname}.${tailnetDomain}`,
  `${member.hostname}.${tailnetDomain}.`,
  ...member.addresses,
]

/** Milliseconds of the recorded pong of the same kind; else a round trip by New York, as the lab's are. */
function recordedMs(stage: Stage, peer: Member, direct: boolean): number {
  const lines = recording('base', stage.note.scene.recording).pings[peer.plays] ?? []
  const fitting = lines.find(line => line.includes('via DERP') !== direct)
  return Number(/in (\d+)ms/.exec(fitting ?? '')?.[1] ?? (direct ? 14 : 49))
}

/** `tailscale ping` with its defaults: up to ten pongs until one comes directly (cmd/tailscale/cli/ping.go). */
export function pingText(stage: Stage, words: string): { stdout: string; exitCode: number } {
  const peer = stage.everyone.find(member => names(member).includes(words))
  if (!peer) return { stdout: `lookup ${words}: no such host\n`, exitCode: 1 }
  const link = stage.links.find(candidate => candidate.peer === peer)
  const route = stage.route(stage.note, peer, stage.unix)
  const state = link && linkState(link, stage.note.scene.recording, route, stage.start, stage.unix)
  const isSilent = state?.active === true && state.rxBytes === 0 && state.txBytes > 600
  if (!peer.connected || isSilent) {
    return { stdout: `${'ping timed out\n'.repeat(10)}no reply\n`, exitCode: 1 }
  }
  const path = state && state.path.kind !== 'idle' ? state.path : route
  const ms = recordedMs(stage, peer, path.kind !== 'derp')
  const jitter = (i: number) => Math.round(ms * (1 + 0.1 * fraction(`${stage.unix} ${i}`)))
  const pong = (via: string, i: number) =>
    `pong from ${peer.hostname} (${peer.addresses[0]}) via ${via} in ${jitter(i)}ms\n`
  if (path.kind === 'direct') return { stdout: pong(path.address, 0), exitCode: 0 }
  const via = path.kind === 'peer_relay' ? `peer-relay(${path.via})` : `DERP(${stage.home(peer)})`
  const pongs = Array.from({ length: 10 }, (_, i) => pong(via, i)).join('')
  return { stdout: `${pongs}direct connection not established\n`, exitCode: 1 }
}
