import { labJson } from './labFile.ts'
import type { Member } from './member.ts'

/** A device as recorded from control, in the shape of the Tailscale API. */
export interface DeviceDocument {
  id: string
  nodeId: string
  hostname: string
  os: string
  addresses: [string, string]
  nodeKey: string
  machineKey: string
  user: string
  created: string
  clientConnectivity: {
    endpoints: string[]
    mappingVariesByDestIP: boolean
    latency: Record<string, { latencyMs: number; preferred?: boolean }>
    clientSupports: Record<string, boolean | null>
  }
  [field: string]: unknown
}

const documents = new Map<string, DeviceDocument>()

/** Device documents of the lab by host name, as recorded with the phase `base`. */
export function labDevices(): ReadonlyMap<string, DeviceDocument> {
  if (documents.size === 0) {
    const list = labJson<{ devices: DeviceDocument[] }>('base/devices.json').devices
    for (const device of list) documents.set(device.hostname, device)
  }
  return documents
}

/** Throws for a name that the lab does not know: a mistake in a table beside this file. */
export function labDevice(hostname: string): DeviceDocument {
  const device = labDevices().get(hostname)
  if (!device) throw new Error(`no device ${hostname} in the lab`)
  return device
}

export function labMembers(): Member[] {
  return [...labDevices().values()].map(device => ({
    nodeId: device.nodeId,
    number: Number(device.id),
    hostname: device.hostname,
    os: device.os,
    addresses: device.addresses,
    nodeKey: device.nodeKey,
    machineKey: device.machineKey,
    user: device.user,
    tags: [],
    created: device.created,
    plays: device.hostname,
    publicAddress: null,
    home: 'nyc',
    connected: true,
    external: false,
    routes: [],
  }))
}
