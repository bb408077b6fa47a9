import { z } from 'zod'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { deviceId } from '#lib/tailnet/ids.ts'
import type { PeerReading, StatusReading } from '#lib/tailnet/reading.ts'
import { readShape } from '../readShape.ts'
import {
  wireCount,
  wireFlag,
  wireText,
  wireTextOrEmpty,
  wireTextOrNull,
  wireTexts,
  wireTime,
} from '../wire.ts'

/** PeerStatus of ipn/ipnstate/ipnstate.go, the fields in use. */
const wirePeer = z.object({
  ID: wireText.refine(id => id !== '', 'empty'),
  HostName: wireTextOrEmpty,
  DNSName: wireTextOrEmpty,
  OS: wireTextOrEmpty,
  TailscaleIPs: wireTexts,
  Tags: wireTexts,
  Online: z.boolean(),
  Expired: wireFlag,
  Active: z.boolean(),
  CurAddr: wireTextOrNull,
  PeerRelay: wireTextOrNull,
  Relay: wireTextOrNull,
  RxBytes: wireCount,
  TxBytes: wireCount,
  LastWrite: wireTime,
  LastHandshake: wireTime,
})

const wireSelf = z.object({
  ID: wireTextOrEmpty,
  HostName: wireTextOrEmpty,
  DNSName: wireTextOrEmpty,
  TailscaleIPs: wireTexts,
  Online: wireFlag,
  Relay: wireTextOrNull,
  Addrs: wireTexts,
})

/** ipnstate.Status. Nil maps and slices print as null: a daemon that is logged out has `Peer: null`. */
const wireStatus = z.object({
  Version: wireTextOrEmpty,
  BackendState: wireText,
  TUN: z.boolean().nullish(),
  Self: wireSelf.nullish(),
  Health: wireTexts,
  Peer: z.record(z.string(), wirePeer).nullish(),
  CurrentTailnet: z.object({ Name: wireTextOrNull }).nullish(),
})

const withoutTrailingDot = (name: string) => name.replace(/\.$/, '')

function toPeer(wire: z.output<typeof wirePeer>): PeerReading {
  return {
    device: deviceId(wire.ID),
    hostName: wire.HostName,
    dnsName: withoutTrailingDot(wire.DNSName),
    tailscaleIps: wire.TailscaleIPs,
    os: wire.OS,
    tags: wire.Tags,
    online: wire.Online,
    expired: wire.Expired,
    active: wire.Active,
    currentAddress: wire.CurAddr,
    peerRelay: wire.PeerRelay,
    homeRegionCode: wire.Relay,
    rxBytes: wire.RxBytes,
    txBytes: wire.TxBytes,
    lastWrite: wire.LastWrite,
    lastHandshake: wire.LastHandshake,
    // Mullvad exits are the only WireGuard-only peers; status has no field for it (tailcfg/tailcfg.go IsWireGuardOnly).
    wireguardOnly: /\.mullvad\.ts\.net\.?$/.test(wire.DNSName),
  }
}

/** A daemon that never logged in prints a Self with an empty ID: it is no device. */
function toSelf(wire: z.output<typeof wireSelf> | null | undefined): StatusReading['self'] {
  if (!wire?.ID) return null
  return {
    device: deviceId(wire.ID),
    hostName: wire.HostName,
    dnsName: withoutTrailingDot(wire.DNSName),
    tailscaleIps: wire.TailscaleIPs,
    online: wire.Online,
    homeRegionCode: wire.Relay,
    endpoints: wire.Addrs,
  }
}

/**
 * `tailscale status --json`, with or without `--active`. Fails as `malformed` where a field in use has another
 * type: half a status would read as peers gone idle.
 */
export function toStatusReading(json: unknown, asked: { activeOnly: boolean }): Outcome<StatusReading> {
  const read = readShape(wireStatus, json, 'status')
  if (!read.ok) return read
  const wire = read.value
  return {
    ok: true,
    value: {
      version: wire.Version,
      backendState: wire.BackendState,
      userspace: wire.TUN === false,
      self: toSelf(wire.Self),
      health: wire.Health,
      activeOnly: asked.activeOnly,
      peers: Object.values(wire.Peer ?? {}).map(toPeer),
      tailnetName: wire.CurrentTailnet?.Name ?? null,
    },
  }
}
