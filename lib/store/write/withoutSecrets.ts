const secretName = /key|token|secret|passw|credential/i
/** Auth keys, API keys and OAuth secrets of Tailscale in any text. */
const secretText = /tskey-[A-Za-z0-9_-]+/g
/** What an address has before its host: a user and a password. */
const userOfAddress = /(:\/\/)[^\s/"'@]+@/g

/** A named text, such as a variable's value, without what may be a credential. */
export const withoutSecret = (name: string, text: string): string =>
  text !== '' && secretName.test(name)
    ? '…'
    : text.replace(secretText, 'tskey-…').replace(userOfAddress, '$1…@')

/**
 * A value of an object without what may be a credential: values of variables with such a name, and Tailscale's keys
 * wherever they stand. Specs are kept for long and shown to all who may see the pages.
 */
export function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return withoutSecret('', value)
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const name = 'name' in value && typeof value.name === 'string' ? value.name : ''
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === 'value' && typeof each === 'string' ? withoutSecret(name, each) : withoutSecrets(each),
    ]),
  )
}
