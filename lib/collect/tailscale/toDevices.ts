import { z } from 'zod'
import type { Device } from '#lib/tailnet/device.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { readShape } from '../readShape.ts'
import { deviceAt } from './deviceAt.ts'

const wireList = z.object({ devices: z.array(z.unknown()).nullable() })

/**
 * The whole device list. One unreadable device fails it, named by its place: a list less one device would read
 * as that device being gone.
 */
export function toDevices(json: unknown): Outcome<Device[]> {
  const list = readShape(wireList, json, 'device list')
  if (!list.ok) return list
  const devices: Device[] = []
  for (const [index, item] of (list.value.devices ?? []).entries()) {
    const device = deviceAt(index, item)
    if (!device.ok) return device
    devices.push(device.value)
  }
  return { ok: true, value: devices }
}
