import { type Expiry, expiryOf } from '#lib/tailnet/expiry.ts'

export interface ShareSettings {
  /** The longest that a view may be open. */
  most: Expiry
  /** Where readers reach this host, without a slash at its end; null where nobody said. */
  publicUrl: string | null
}

/**
 * What the administrator allows (docs/configuration.md, "Frozen views"). The start refuses what cannot be read; should it come
 * here all the same, the shortest time holds. The request's own Host is never taken for the address: whoever asks writes it.
 */
export function shareSettings(env: Readonly<Record<string, string | undefined>>): ShareSettings {
  const most = env.TAILPATH_SHARE_MAX?.trim()
  return { most: most ? (expiryOf(most) ?? '1h') : 'never', publicUrl: originOf(env.TAILPATH_PUBLIC_URL) }
}

function originOf(text: string | undefined): string | null {
  try {
    const url = new URL(text?.trim() ?? '')
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.origin : null
  } catch {
    return null
  }
}
