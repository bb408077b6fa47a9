import { BlockList, isIP } from 'node:net'

/** Ranges that no packet from the internet reaches: RFC 1918, 6598, 3927, 4193, 4291 and loopback. */
const inner = new BlockList()
for (const [net, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['127.0.0.0', 8],
  ['0.0.0.0', 8],
] as const) {
  inner.addSubnet(net, prefix, 'ipv4')
}
for (const [net, prefix] of [
  ['fc00::', 7],
  ['fe80::', 10],
  ['::', 127],
] as const) {
  inner.addSubnet(net, prefix, 'ipv6')
}

/** Is this an address of the internet? Text that is no address is not. */
export function isPublic(address: string): boolean {
  const family = isIP(address)
  return family !== 0 && !inner.check(address, family === 6 ? 'ipv6' : 'ipv4')
}
