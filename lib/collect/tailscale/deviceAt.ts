import type { Device } from '#lib/tailnet/device.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { failure } from '../failed.ts'
import { toDevice } from './toDevice.ts'

/** A device of a list; where it cannot be read, the failure names its place. */
export function deviceAt(index: number, item: unknown): Outcome<Device> {
  const device = toDevice(item)
  if (device.ok) return device
  const detail = device.failure.detail.replace(/^device/, `devices.${index}`)
  return { ok: false, failure: failure(device.failure.code, detail) }
}
