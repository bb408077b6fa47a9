/** What a JSON file holds, by fields that only one of them has. */
export type FileShape = 'status' | 'netcheck' | 'devices' | 'cluster' | 'derpmap' | 'pings' | 'other'

/** Names with their article, for a sentence. */
export const shapeWords: Record<Exclude<FileShape, 'other'>, string> = {
  status: 'a tailscale status',
  netcheck: 'a netcheck',
  devices: 'a device list',
  cluster: 'a Kubernetes list',
  derpmap: 'a DERP map',
  pings: 'a list of pings',
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Tells the files apart: most shapes have only optional fields, so that a wrong file would read as one that says nothing. */
export function shapeOf(json: unknown): FileShape {
  if (!isRecord(json)) return 'other'
  if ('BackendState' in json) return 'status'
  if ('apiVersion' in json && 'kind' in json) return 'cluster'
  if ('devices' in json) return 'devices'
  if ('Regions' in json) return 'derpmap'
  if ('PreferredDERP' in json || 'MappingVariesByDestIP' in json || 'RegionLatency' in json) return 'netcheck'
  const values = Object.values(json)
  return values.length > 0 && values.every(value => Array.isArray(value)) ? 'pings' : 'other'
}
