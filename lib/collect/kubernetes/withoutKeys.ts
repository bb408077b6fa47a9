/** Keys of the Tailscale API and auth keys (tailscale.com/kb/1085), wherever they stand in a text. */
const key = /tskey-[\w-]+/g

/** Flags of the CLI that carry one, in TS_EXTRA_ARGS too. */
const flag = /(--?(?:auth-?key|client-secret|id-token)[= ])\S+/g

/** What an address has before its host: a user and a password. */
const userOfAddress = /(:\/\/)[^\s/"'@]+@/g

/** A text with any Tailscale key, or password of an address, in it made unreadable. */
export function withoutKeys(text: string): string {
  return text.replace(flag, '$1…').replace(key, 'tskey-…').replace(userOfAddress, '$1…@')
}
