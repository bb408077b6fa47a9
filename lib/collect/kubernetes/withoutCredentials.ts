import { scrubbed } from '../tailscale/scrubbed.ts'

/** A JSON Web Token, as service accounts and OIDC have it. */
const token = /\beyJ[\w-]{8,}(\.[\w-]*)*/g
/** Of an address only the host is kept: the rest may log one in (`AuthURL` of tailscale), or hold a password. */
const address = /\b([a-z]+:\/\/)(?:[^\s/"'@]*@)?([^\s/"'?]+)[^\s"']*/gi

/** A message of a server or a program, fit to be kept in the detail of a failure: one line, with no credential. */
export function withoutCredentials(message: string): string {
  return scrubbed(message.slice(0, 4_096).replace(token, '…').replace(address, '$1$2/…'), [])
}
