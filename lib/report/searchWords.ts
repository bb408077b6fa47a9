/** What a person may have meant by the text that was put in. All in small letters. */
export interface SearchWords {
  /** Addresses in it, without ports, in their shortest spelling. */
  addresses: string[]
  /** The same with the port that stood behind them: "203.0.113.20:51313". */
  endpoints: { address: string; port: number }[]
  /** Readings of it as a name, the likeliest first; empty where it holds an address. */
  names: string[]
  /** Two ends of a link: "api → lap-easy". */
  pair: [string, string] | null
}

/** As long as a name of the DNS, and enough for a line of a log that holds an address. */
const longest = 500
/** Of a pasted line so many words are looked at. */
const mostWords = 24
const mostNames = 6

/** Reads a pasted text: an address with or without port, a URL, a name of MagicDNS or Kubernetes, two ends, a log line. */
export function searchWords(text: string): SearchWords {
  const clean = [...text.slice(0, longest)]
    .filter(char => !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(char) || /\s/.test(char))
    .join('')
    .trim()
    .toLowerCase()
  const pair = pairOf(clean)
  const words = clean.split(/\s+/).filter(word => word !== '')
  const found = words.slice(0, mostWords).flatMap(word => addressIn(word) ?? [])
  const endpoints = found.flatMap(({ address, port }) => (port === null ? [] : [{ address, port }]))
  const addresses = [...new Set(found.map(({ address }) => address))]
  if (addresses.length > 0) return { addresses, endpoints, names: [], pair }
  const readings = words.length > 1 ? [clean, ...namesOf(words.at(-1) ?? '')] : namesOf(clean)
  return { addresses, endpoints, names: [...new Set(readings.filter(Boolean))].slice(0, mostNames), pair }
}

function pairOf(text: string): [string, string] | null {
  const [a, b, ...more] = text.split(/\s*(?:<?-+>|[→↔,])\s*|\s+to\s+|\s+/).filter(Boolean)
  return a && b && more.length === 0 ? [a, b] : null
}

/** The host of a URL, of "user@host:port" or of an endpoint, with what frames it taken off. */
function hostOf(word: string): string {
  return word
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/^["'(<]+|["')>,;]+$/g, '')
    .replace(/[/?#].*$/, '')
}

function addressIn(word: string): { address: string; port: number | null } | null {
  // In a log an address stands behind a word: "endpoint=203.0.113.20:41641".
  const host = hostOf(word.replace(/^[a-z_]+=/, '')).replace(/^[^@]*@/, '')
  const framed = /^\[([0-9a-f:.]+)\](?::(\d{1,5}))?$/.exec(host)
  if (framed?.[1]) return withPort(ipv6(framed[1]), framed[2])
  const v4 = /^(\d{1,3}(?:\.\d{1,3}){3})(?::(\d{1,5}))?$/.exec(host)
  if (v4?.[1]) return withPort(v4[1].split('.').every(part => Number(part) < 256) ? v4[1] : null, v4[2])
  return /^[0-9a-f:.]+$/.test(host) && host.includes(':') ? withPort(ipv6(host), undefined) : null
}

function withPort(address: string | null, port: string | undefined) {
  return address === null ? null : { address, port: port === undefined ? null : Number(port) }
}

/** The shortest spelling, as the control plane and Kubernetes write it (RFC 5952); null for what is none. */
function ipv6(text: string): string | null {
  return URL.canParse(`http://[${text}]/`) ? new URL(`http://[${text}]/`).hostname.slice(1, -1) : null
}

const kinds =
  /^(?:po|pods?|svc|services?|ing|ingress(?:es)?|no|nodes?|deploy(?:ment)?s?|ds|daemonsets?|sts|statefulsets?|connectors?|proxygroups?|users?|devices?)\/(?=.)/

/** A name as it stands, then with less and less around it. */
function namesOf(word: string): string[] {
  const bare = word.replace(/^["'(<]+|["')>,;]+$/g, '').replace(/\.$/, '')
  const kubernetes = bare.replace(kinds, '')
  const host = hostOf(bare)
    .replace(/:\d{1,5}$/, '')
    .replace(/\.$/, '')
  const behindAt = host.includes('@') ? host.slice(host.lastIndexOf('@') + 1) : ''
  const service = /^([^./]+)\.([^./]+)\.svc(?:\.[a-z0-9.-]+)?$/.exec(host)
  return [bare, ...(service ? [`${service[2]}/${service[1]}`] : []), kubernetes, host, behindAt]
}
