import { expiries, expiryOf } from '#lib/tailnet/expiry.ts'
import type { Tell } from './readText.ts'
import { type Environment, variable } from './variable.ts'

/** Checks the settings of frozen views. The pages read them by themselves; here a mistyped one stops the start. */
export function readSharing(env: Environment, tell: Tell): void {
  const most = variable(env, 'TAILPATH_SHARE_MAX')
  if (most && !expiryOf(most)) tell(`TAILPATH_SHARE_MAX is none of ${expiries.join(', ')}; take one of them.`)
  const url = variable(env, 'TAILPATH_PUBLIC_URL')
  if (url && !isOrigin(url))
    tell('TAILPATH_PUBLIC_URL is no address of a host; write it as https://tailpath.example.com.')
}

function isOrigin(text: string): boolean {
  try {
    const url = new URL(text)
    return /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username
  } catch {
    return false
  }
}
