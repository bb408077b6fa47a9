import type { Device } from '#lib/tailnet/device.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import { type Measured, measuredOf } from './measured.ts'

/** Devices for look-up, so that no peer needs a walk over all of them. */
export interface TailnetIndex {
  byId: ReadonlyMap<DeviceId, Device>
  byHostname: ReadonlyMap<string, readonly Device[]>
  /** Devices that STUN servers saw at a public IPv4 address. */
  byPublicAddress: ReadonlyMap<string, readonly Device[]>
  /** Measured once per device, when first asked. */
  measured(device: Device): Measured
}

const measurements = new WeakMap<Device, Measured>()

function measured(device: Device): Measured {
  const before = measurements.get(device)
  if (before) return before
  const fresh = measuredOf([], [], device.connectivity)
  measurements.set(device, fresh)
  return fresh
}

const indices = new WeakMap<readonly Device[], TailnetIndex>()
const noDevices: readonly Device[] = []

/** The index of a device list; the same list is indexed once. */
export function tailnetIndex(devices: readonly Device[] | null): TailnetIndex {
  const list = devices ?? noDevices
  const before = indices.get(list)
  if (before) return before
  const byPublicAddress = new Map<string, Device[]>()
  for (const device of list) {
    for (const address of measured(device).publicAddresses) {
      const there = byPublicAddress.get(address)
      if (there) there.push(device)
      else byPublicAddress.set(address, [device])
    }
  }
  const index = {
    byId: new Map(list.map(device => [device.id, device])),
    byHostname: Map.groupBy(list, ({ hostname }) => hostname),
    byPublicAddress,
    measured,
  }
  indices.set(list, index)
  return index
}
