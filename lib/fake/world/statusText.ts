import { endpointsOf, houseOf } from './house.ts'
import { type Link, type LinkState, linkState } from './link.ts'
import { type Member, tailnetDomain } from './member.ts'
import { recording } from './recording.ts'
import { hash } from './seeded.ts'
import type { Stage } from './stage.ts'
import { stamp, zeroTime } from './stamp.ts'

/** PeerStatus of a device to which nothing was sent yet (ipn/ipnstate/ipnstate.go). */
function entryOf(member: Member) {
  const [ipv4, ipv6] = member.addresses
  const port = 32_768 + (hash(member.nodeId) % 28_000)
  return {
    ID: member.nodeId,
    NodeID: member.number,
    PublicKey: member.nodeKey,
    HostName: member.hostname,
    DNSName: `${member.hostname}.${tailnetDomain}.`,
    OS: member.os,
    UserID: 123,
    TailscaleIPs: [ipv4, ipv6],
    AllowedIPs: [`${ipv4}/32`, `${ipv6}/128`, ...member.routes],
    ...(member.routes.length > 0 ? { PrimaryRoutes: member.routes } : {}),
    ...(member.tags.length > 0 ? { Tags: member.tags } : {}),
    Addrs: null as string[] | null,
    CurAddr: '',
    Relay: '',
    PeerRelay: '',
    RxBytes: 0,
    TxBytes: 0,
    Created: zeroTime,
    LastWrite: zeroTime,
    LastSeen: zeroTime,
    LastHandshake: zeroTime,
    Online: member.connected,
    ExitNode: false,
    ExitNodeOption: member.routes.includes('0.0.0.0/0'),
    Active: false,
    PeerAPIURL: [`http://${ipv4}:${port}`, `http://[${ipv6}]:${port}`],
    TaildropTarget: 4,
    NoFileSharingReason: '',
    InNetworkMap: true,
    InMagicSock: true,
    InEngine: false,
  }
}

const entries = new WeakMap<Member, ReturnType<typeof entryOf>>()

function staticEntry(member: Member) {
  const known = entries.get(member) ?? entryOf(member)
  entries.set(member, known)
  return known
}

function peerEntry(member: Member, home: string, state: LinkState | null) {
  const entry = { ...staticEntry(member), Relay: home }
  if (!state) return entry
  const { path } = state
  return {
    ...entry,
    CurAddr: path.kind === 'direct' ? path.address : '',
    PeerRelay: path.kind === 'peer_relay' ? path.via : '',
    RxBytes: state.rxBytes,
    TxBytes: state.txBytes,
    LastWrite: stamp(state.lastWrite),
    LastHandshake: stamp(state.lastHandshake),
    Online: member.connected && state.online,
    Active: state.active,
    InEngine: state.lastWrite !== null,
  }
}

const stateOf = (stage: Stage, link: Link) =>
  linkState(
    link,
    stage.note.scene.recording,
    stage.route(stage.note, link.peer, stage.unix),
    stage.start,
    stage.unix,
  )

function selfEntry(stage: Stage) {
  const { seat, note } = stage
  const house = houseOf(
    note.scene,
    seat.own === note.scene.recording && isFirstProcess(stage),
    stage.houseSeed,
  )
  const recorded = recording('base', note.scene.recording).status.Self
  return {
    ...staticEntry(seat.member),
    Relay: stage.home(seat.member),
    Addrs: endpointsOf(house, note.scene),
    Online: true,
    TaildropTarget: 0,
    InMagicSock: false,
    Capabilities: recorded.Capabilities,
    CapMap: recorded.CapMap,
  }
}

/** The recorded ports hold for the process that was recorded. */
export const isFirstProcess = (stage: Stage) => stage.houseSeed === stage.seat.key

/** `tailscale status --json`; what does not move is the recording's. */
export function statusText(stage: Stage, options: { activeOnly: boolean; peers: boolean }): string {
  const { member } = stage.seat
  const states = new Map(stage.links.map(link => [link.peer.nodeId, stateOf(stage, link)]))
  const shown = stage.everyone.filter(
    peer =>
      options.peers &&
      peer.nodeId !== member.nodeId &&
      (!options.activeOnly || states.get(peer.nodeId)?.active === true),
  )
  const document = {
    ...recording('base', stage.note.scene.recording).status,
    TailscaleIPs: member.addresses,
    CertDomains: [`${member.hostname}.${tailnetDomain}`],
    Self: selfEntry(stage),
    Peer: Object.fromEntries(
      shown.map(peer => [peer.nodeKey, peerEntry(peer, stage.home(peer), states.get(peer.nodeId) ?? null)]),
    ),
  }
  return JSON.stringify(document, null, 2)
}
