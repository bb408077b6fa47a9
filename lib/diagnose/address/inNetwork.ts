/** The 32 bits of an IPv4 address; null where it is none. */
function bits(address: string): number | null {
  const parts = address.split('.')
  if (parts.length !== 4) return null
  let value = 0
  for (const part of parts) {
    const octet = Number(part)
    if (!/^\d{1,3}$/.test(part) || octet > 255) return null
    value = value * 256 + octet
  }
  return value
}

/** Does an IPv4 address lie in a network in CIDR notation? False for IPv6 and for what is no network. */
export function inNetwork(address: string, network: string): boolean {
  const [base = '', length = '32'] = network.split('/')
  const from = bits(base)
  const value = bits(address)
  const size = Number(length)
  if (from === null || value === null || !/^\d{1,2}$/.test(length) || size > 32) return false
  const block = 2 ** (32 - size)
  return Math.floor(from / block) === Math.floor(value / block)
}
