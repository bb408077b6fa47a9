import type { Device } from './device.ts'

/** What nobody but the control plane knows of a device, where no device list was read. */
export const untoldDevice = {
  user: '',
  lastSeen: null,
  created: null,
  expires: null,
  external: false,
  ephemeral: false,
  blocksIncoming: false,
  cloned: false,
  advertisedRoutes: [],
  enabledRoutes: [],
  connectivity: null,
} satisfies Partial<Device>
