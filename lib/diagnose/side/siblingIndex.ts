import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { Sibling } from '../input.ts'
import { type Measured, measuredOf } from './measured.ts'
import { tailnetIndex } from './tailnetIndex.ts'

/** The tailscale pods of all watched clusters for look-up. */
export interface SiblingIndex {
  byDevice: ReadonlyMap<DeviceId, Sibling>
  /** UIDs of the pods whose device is known: no other device is one of them. */
  matched: ReadonlySet<string>
}

const indices = new WeakMap<readonly Sibling[], SiblingIndex>()

/** The index of a list of pods; the same list, which all pods of a pass share, is indexed once. */
export function siblingIndex(siblings: readonly Sibling[]): SiblingIndex {
  const before = indices.get(siblings)
  if (before) return before
  const known = siblings.flatMap(each => (each.deviceId ? [[each.deviceId, each] as const] : []))
  const index = { byDevice: new Map(known), matched: new Set(known.map(([, { pod }]) => pod.uid)) }
  indices.set(siblings, index)
  return index
}

const measurements = new WeakMap<Sibling, Measured>()

/** What a pod is known to have measured: its own log, else what the API keeps of it. Read once. */
export function siblingMeasured(sibling: Sibling): Measured {
  const before = measurements.get(sibling)
  if (before) return before
  const { netInfo, device } = sibling
  const connectivity = device?.connectivity ?? null
  const fresh =
    !netInfo && device
      ? tailnetIndex(null).measured(device)
      : measuredOf(netInfo ? [netInfo] : [], [], connectivity)
  measurements.set(sibling, fresh)
  return fresh
}
