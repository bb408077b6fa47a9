import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** Where tailnets give addresses (KB 1015 and KB 1033): 100.64.0.0/10 and fd7a:115c:a1e0::/48. */
const ranges = new BlockList()
ranges.addSubnet('100.64.0.0', 10, 'ipv4')
ranges.addSubnet('fd7a:115c:a1e0::', 48, 'ipv6')

/** The text where it is the address of a device on a tailnet, else null: what becomes an argument is nothing else. */
export function tailnetAddress(text: string): string | null {
  if (isIPv4(text)) return ranges.check(text, 'ipv4') ? text : null
  // A zone ("%eth0") would pass as an address.
  return isIPv6(text) && !text.includes('%') && ranges.check(text, 'ipv6') ? text : null
}
