import { isIP } from 'node:net'
import type { Tell } from './readText.ts'

/** Checks TAILSCALE_API_URL: with or without `/api/v2` at its end. Null where a problem was told. */
export function readApiUrl(text: string, tell: Tell): string | null {
  const wrong = (what: string) => {
    tell(`TAILSCALE_API_URL ${what}`)
    return null
  }
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || !/^https?:\/\//i.test(text))
    return wrong('is no web address; give one like https://api.tailscale.com, or leave it out.')
  if (url.username || url.password)
    return wrong('holds a user name or password; take it out, and set TAILSCALE_API_KEY instead.')
  if (url.search || url.hash) return wrong('holds a "?" or "#"; end it with the path.')
  if (url.protocol === 'http:' && !isNear(url.hostname))
    return wrong(`would send the credential to ${url.hostname} unencrypted; begin it with https://.`)
  return url.href
}

/** Is plain HTTP to this host kept off the public internet: this machine, a private network, a cluster, a tailnet? */
function isNear(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (isIP(host) === 4) {
    const [a = 0, b = 0] = host.split('.').map(Number)
    const isPrivate = a === 10 || (a === 172 && b >> 4 === 1) || (a === 192 && b === 168)
    const isSharedOrLinkLocal = (a === 100 && b >> 6 === 1) || (a === 169 && b === 254)
    return a === 127 || isPrivate || isSharedOrLinkLocal
  }
  if (isIP(host) === 6) return host === '::1' || /^(f[cd]|fe[89ab])/.test(host)
  const isOneLabel = !host.includes('.')
  return isOneLabel || /\.(localhost|local|internal|svc|cluster\.local|home\.arpa|ts\.net)$/.test(host)
}
