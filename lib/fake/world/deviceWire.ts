import { latencyMs, regionOf } from './homeRegion.ts'
import { endpointsOf, type House, houseOf, rehoused } from './house.ts'
import { type DeviceDocument, labDevice, labDevices } from './labMembers.ts'
import { type Home, type Member, tailnetDomain } from './member.ts'
import type { Scene } from './scene.ts'
import type { Seat } from './stage.ts'

/** A device at a moment, for the list of the API. */
export interface DeviceMoment {
  member: Member
  /** Where its pod stands; null for a device that is no pod of a watched cluster, or whose pod is gone. */
  standing: { seat: Seat; scene: Scene; houseSeed: string } | null
  home: Home
  /** Unix seconds. */
  unix: number
  connected: boolean
  /** When control heard of it last, RFC 3339; given only where it is not connected. */
  lastSeen: string | null
}

const kept: Home[] = ['nyc', 'sin', 'fra']

function latencyOf(document: DeviceDocument, moment: DeviceMoment) {
  const recorded = document.clientConnectivity.latency
  const recordedMs = (code: string) => recorded[regionOf(code as Home).RegionName]?.latencyMs ?? 0
  return Object.fromEntries(
    kept
      .filter(code => recorded[regionOf(code).RegionName] !== undefined)
      .map(code => {
        const ms = latencyMs(moment.member.nodeId, code, moment.home, recordedMs, moment.unix)
        const latency = { latencyMs: Math.round(ms * 100) / 100 }
        return [regionOf(code).RegionName, code === moment.home ? { ...latency, preferred: true } : latency]
      }),
  )
}

/** What stands in for a device that was not recorded: the lab's device whose network it stands in. */
function documentOf(moment: DeviceMoment): DeviceDocument {
  const name = moment.standing?.scene.recording ?? moment.member.plays
  return labDevice(labDevices().has(name) ? name : 'lap-easy')
}

function endpoints(document: DeviceDocument, moment: DeviceMoment): string[] {
  const { member, standing } = moment
  if (standing) {
    const own = standing.seat.own === standing.scene.recording && standing.houseSeed === standing.seat.key
    return endpointsOf(houseOf(standing.scene, own, standing.houseSeed), standing.scene)
  }
  if (member.publicAddress === null) return document.clientConnectivity.endpoints
  const house: House = {
    recorded: document.hostname,
    publicAddress: member.publicAddress,
    localAddress: `192.168.${member.number % 200}.${20 + (member.number % 199)}`,
    port: 32_768 + (member.number % 28_000),
    nodePort: null,
    seed: member.nodeId,
  }
  return document.clientConnectivity.endpoints.map(endpoint => rehoused(endpoint, house))
}

/** A device as `fields=all` shows it; of a shared-in device most is empty or left out (reference of the API). */
export function deviceWire(moment: DeviceMoment): Record<string, unknown> {
  const { member } = moment
  const document = documentOf(moment)
  const { clientConnectivity, ...rest } = document
  const external = member.external
  const connectivity = {
    ...clientConnectivity,
    endpoints: endpoints(document, moment),
    latency: latencyOf(document, moment),
  }
  return {
    ...rest,
    id: String(member.number),
    nodeId: member.nodeId,
    name: `${member.hostname}.${external ? 'partner.ts.net' : tailnetDomain}`,
    hostname: member.hostname,
    user: member.user,
    addresses: member.addresses,
    clientVersion: external ? '' : document.clientVersion,
    os: member.os,
    created: external ? '' : member.created,
    connectedToControl: moment.connected,
    ...(!moment.connected && moment.lastSeen ? { lastSeen: moment.lastSeen } : {}),
    isExternal: external,
    machineKey: external ? '' : member.machineKey,
    nodeKey: member.nodeKey,
    ...(member.tags.length > 0 ? { tags: member.tags } : {}),
    enabledRoutes: member.routes,
    advertisedRoutes: member.routes,
    ...(external ? {} : { clientConnectivity: connectivity }),
  }
}
