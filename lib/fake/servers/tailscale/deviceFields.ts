/** Fields that come with `fields=all` only; `default` is a fixed list (OpenAPI document, parameter `fields`). */
const onDemand = new Set([
  'enabledRoutes',
  'advertisedRoutes',
  'clientConnectivity',
  'sshEnabled',
  'postureIdentity',
  'distro',
  'multipleConnections',
])

export function deviceFields(device: Record<string, unknown>, fields: string): Record<string, unknown> {
  if (fields === 'all') return device
  return Object.fromEntries(Object.entries(device).filter(([field]) => !onDemand.has(field)))
}
