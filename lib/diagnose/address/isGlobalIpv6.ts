/** Global unicast (2000::/3, RFC 4291): no link-local, no ULA, and so none of Tailscale's own fd7a:115c:a1e0::/48. */
export function isGlobalIpv6(address: string): boolean {
  return /^[23][0-9a-f]{3}:/i.test(address)
}
