/** Ranges that no packet on the internet comes from (RFC 1918, 3927, 6598, 5735), as [first octet, test of the second]. */
const notPublic: readonly [number, (second: number) => boolean][] = [
  [0, () => true],
  [10, () => true],
  [100, second => second >= 64 && second <= 127],
  [127, () => true],
  [169, second => second === 254],
  [172, second => second >= 16 && second <= 31],
  [192, second => second === 168],
]

/** Is it an IPv4 address of the internet? Documentation ranges (RFC 5737) count as such: examples use them so. */
export function isPublicIpv4(address: string): boolean {
  const parts = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(address)
  if (!parts) return false
  const first = Number(parts[1])
  const second = Number(parts[2])
  return first < 224 && !notPublic.some(([octet, test]) => octet === first && test(second))
}
