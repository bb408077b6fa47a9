import type { EventNote } from './noteEvents.ts'

/** More devices than this that come or go at once are one event. */
const mostEach = 20

/** Devices that came or went. */
export function comings(
  at: Date,
  kind: 'device_added' | 'device_gone',
  devices: readonly { id: string; name: string }[],
): EventNote[] {
  const did = kind === 'device_added' ? 'joined the tailnet' : 'left the tailnet'
  const common = { at, kind, clusterId: null, targetId: null, onceInSeconds: 0 }
  if (devices.length > mostEach) {
    const names = devices.slice(0, mostEach).map(device => device.name)
    return [{ ...common, title: `${devices.length} devices ${did}`, detail: { names } }]
  }
  return devices.map(({ id, name }) => ({ ...common, title: `${name} ${did}`, detail: { device: id } }))
}
