/** Keys of the Tailscale API and auth keys (tailscale.com/kb/1085), wherever they stand in a text. */
const key = /tskey-[\w-]+/g

/** Flags of the CLI that carry one, in TS_EXTRA_ARGS too. */
const flag = /(--?(?:auth-?key|client-secret|id-token)[= ])\S+/g

/** A text with any Tailscale key in it made unreadable. */
export function withoutKeys(text: string): string {
  return text.replace(flag, '$1…').replace(key, 'tskey-…')
}
