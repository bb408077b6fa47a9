import { z } from 'zod'
import type { Connectivity, Device } from '#lib/tailnet/device.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { deviceId } from '#lib/tailnet/ids.ts'
import { type Tri, tri } from '#lib/tailnet/tri.ts'
import { failed } from '../failed.ts'
import { parseEndpoint } from '../parseEndpoint.ts'
import { readShape } from '../readShape.ts'
import { wireFlag, wireTextOrEmpty, wireTexts, wireTime, wireTri } from '../wire.ts'

/** Keyed by region name. */
const wireLatency = z.record(z.string(), z.object({ latencyMs: z.number(), preferred: wireFlag }))

const wireConnectivity = z.object({
  endpoints: wireTexts,
  mappingVariesByDestIP: wireTri,
  latency: wireLatency.nullish(),
  clientSupports: z
    .object({ ipv6: wireTri, pcp: wireTri, pmp: wireTri, udp: wireTri, upnp: wireTri })
    .nullish(),
})

/** `Device` of the Tailscale API with fields=all. Nearly every field may be absent: external devices, Headscale. */
const wireDevice = z.object({
  nodeId: wireTextOrEmpty,
  id: wireTextOrEmpty,
  name: wireTextOrEmpty,
  hostname: wireTextOrEmpty,
  addresses: wireTexts,
  os: wireTextOrEmpty,
  clientVersion: wireTextOrEmpty,
  user: wireTextOrEmpty,
  tags: wireTexts,
  connectedToControl: wireTri,
  lastSeen: wireTime,
  created: wireTime,
  expires: wireTime,
  isExternal: wireFlag,
  isEphemeral: wireFlag,
  blocksIncomingConnections: wireFlag,
  multipleConnections: wireFlag,
  advertisedRoutes: wireTexts,
  enabledRoutes: wireTexts,
  clientConnectivity: wireConnectivity.nullish(),
})

type WireConnectivity = z.output<typeof wireConnectivity>

/** A plain false is also what the API says where nothing was measured: it counts only beside UDP and a latency. */
function mappingVaries(wire: WireConnectivity): Tri {
  if (wire.mappingVariesByDestIP === true) return 'yes'
  const measured = wire.clientSupports?.udp === true && Object.keys(wire.latency ?? {}).length > 0
  return measured ? tri(wire.mappingVariesByDestIP) : 'unknown'
}

function toConnectivity(wire: WireConnectivity): Connectivity {
  return {
    endpoints: wire.endpoints.flatMap(text => parseEndpoint(text) ?? []),
    mappingVaries: mappingVaries(wire),
    udp: tri(wire.clientSupports?.udp),
    ipv6: tri(wire.clientSupports?.ipv6),
    upnp: tri(wire.clientSupports?.upnp),
    pmp: tri(wire.clientSupports?.pmp),
    pcp: tri(wire.clientSupports?.pcp),
    latency: Object.entries(wire.latency ?? {}).map(([regionName, { latencyMs, preferred }]) => ({
      regionName,
      ms: latencyMs,
      preferred,
    })),
  }
}

/**
 * One device of `GET /tailnet/{tailnet}/devices?fields=all`. Fails as `malformed` where a field in use has
 * another type, or nothing names the device.
 */
export function toDevice(json: unknown): Outcome<Device> {
  const read = readShape(wireDevice, json, 'device')
  if (!read.ok) return read
  const wire = read.value
  // Control planes before nodeId have only the legacy id; both are taken by /device/{deviceId}.
  const id = wire.nodeId || wire.id
  if (!id) return failed('malformed', 'device.nodeId: absent, and so is id')
  return {
    ok: true,
    value: {
      id: deviceId(id),
      name: wire.name.replace(/\.$/, ''),
      hostname: wire.hostname,
      addresses: wire.addresses,
      os: wire.os,
      clientVersion: wire.clientVersion,
      user: wire.user,
      tags: wire.tags,
      online: tri(wire.connectedToControl),
      lastSeen: wire.lastSeen,
      created: wire.created,
      expires: wire.expires,
      external: wire.isExternal,
      ephemeral: wire.isEphemeral,
      blocksIncoming: wire.blocksIncomingConnections,
      cloned: wire.multipleConnections,
      advertisedRoutes: wire.advertisedRoutes,
      enabledRoutes: wire.enabledRoutes,
      connectivity: wire.clientConnectivity ? toConnectivity(wire.clientConnectivity) : null,
    },
  }
}
