/** Addresses in free text: which are the internet's, and how they are told without the host. */

const v4 = /(?<!\d)(?<!\d\.)(\d{1,3})([.-])(\d{1,3})\2(\d{1,3})\2(\d{1,3})(?:\/(\d{1,2})(?!\d))?(?!\d|\2\d)/g
/** Hexadecimal groups with at least two colons; what is no address in the end is sorted out by reading it. */
const v6 =
  /(?<![\p{L}\p{N}:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,8}(?:\.\d{1,3}){0,3}(?:\/(\d{1,3})(?!\d))?(?![\p{L}\p{N}])/giu

export interface AddressSpan {
  from: number
  to: number
  /** `public`: of the internet. `tailnet`: 100.64.0.0/10 or Tailscale's own /48 of fd7a. Others are left alone. */
  scope: 'public' | 'tailnet'
  /** The network it is in: /24, or /48 for IPv6. What is no narrower than that stays as it is. */
  network: string
}

/** Every address of the internet or of a tailnet in a text, also with dashes in place of dots as cloud host names have it. */
export function addressSpans(text: string): AddressSpan[] {
  const spans: AddressSpan[] = []
  for (const match of text.matchAll(v4)) {
    const [whole, a = '', separator = '.', b = '', c = '', d = '', prefix] = match
    const bytes = [a, b, c, d].map(Number)
    const scope = bytes.every(byte => byte < 256) ? scopeOfV4(bytes) : null
    if (!scope) continue
    const isWide = prefix !== undefined && Number(prefix) <= 24
    const network = isWide ? whole : `${[a, b, c, '0'].join(separator)}/24`
    spans.push({ from: match.index, to: match.index + whole.length, scope, network })
  }
  for (const match of text.matchAll(v6)) {
    const read = readV6(match[0], match[1])
    if (read) spans.push({ from: match.index, to: match.index + read.length, ...read.told })
  }
  return spans
}

function scopeOfV4([a = 0, b = 0]: number[]): AddressSpan['scope'] | null {
  if (a === 100 && b >= 64 && b < 128) return 'tailnet'
  const isInner =
    a === 10 ||
    a === 127 ||
    a === 0 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    a >= 224
  return isInner ? null : 'public'
}

type Told = Pick<AddressSpan, 'scope' | 'network'>

/** Reads the longest address at the start of a match: a sentence's full stop or a colon may follow it. */
function readV6(matched: string, prefix: string | undefined): { length: number; told: Told } | null {
  const bare = prefix === undefined ? matched : matched.slice(0, -prefix.length - 1)
  for (const end of [bare.length, bare.length - 1]) {
    const address = bare.slice(0, end)
    const groups = groupsOf(address)
    if (!groups) continue
    const whole = end === bare.length && prefix !== undefined ? matched : address
    const scope = scopeOfV6(groups)
    if (!scope) return null
    const isWide = whole === matched && prefix !== undefined && Number(prefix) <= 48
    return { length: whole.length, told: { scope, network: isWide ? whole : networkOf(groups) } }
  }
  return null
}

/** The eight groups of an IPv6 address, or null (RFC 4291, section 2.2). */
function groupsOf(address: string): number[] | null {
  const dotted = /^(.*:)(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)
  const bytes = dotted?.slice(2).map(Number) ?? []
  if (bytes.some(byte => byte > 255)) return null
  const hex = (high = 0, low = 0) => (high * 256 + low).toString(16)
  const text = dotted ? `${dotted[1]}${hex(bytes[0], bytes[1])}:${hex(bytes[2], bytes[3])}` : address
  const halves = text.split('::')
  if (halves.length > 2) return null
  const [head = [], tail = []] = halves.map(half => (half === '' ? [] : half.split(':')))
  const given = [...head, ...tail]
  if (given.some(group => !/^[0-9a-f]{1,4}$/i.test(group))) return null
  if (halves.length === 1 ? given.length !== 8 : given.length > 7) return null
  const zeros = Array.from({ length: 8 - given.length }, () => '0')
  return [...head, ...zeros, ...tail].map(group => Number.parseInt(group, 16))
}

function scopeOfV6(groups: number[]): AddressSpan['scope'] | null {
  const [first = 0, second = 0, third = 0] = groups
  if (isMapped(groups)) return scopeOfV4(lastBytes(groups))
  if (first === 0xfd7a && second === 0x115c && third === 0xa1e0) return 'tailnet'
  const isInner = (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80 || (first & 0xff00) === 0xff00
  return isInner || groups.slice(0, 7).every(group => group === 0) ? null : 'public'
}

const isMapped = (groups: number[]) => groups.slice(0, 5).every(each => each === 0) && groups[5] === 0xffff
const lastBytes = ([, , , , , , high = 0, low = 0]: number[]) => [high >> 8, high & 255, low >> 8, low & 255]

function networkOf(groups: number[]): string {
  if (isMapped(groups)) return `${lastBytes(groups).slice(0, 3).join('.')}.0/24`
  return `${groups
    .slice(0, 3)
    .map(group => group.toString(16))
    .join(':')}::/48`
}
