import { isIP } from 'node:net'

/** Reads `192.0.2.1:41641` or `[2001:db8::1]:41641`; null where it is neither. */
export function parseEndpoint(text: string): { address: string; port: number } | null {
  const match = /^(?:\[([^\]]+)\]|([^:\s]+)):(\d{1,5})$/.exec(text)
  const address = match?.[1] ?? match?.[2]
  const port = Number(match?.[3])
  return address && isIP(address) && port <= 65_535 ? { address, port } : null
}
