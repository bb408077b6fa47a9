import type { TailscaleContainer } from './tailscaleContainer.ts'

/** The value of a variable; null where it is not set, or not ours to read. */
export function envValue({ container }: TailscaleContainer, name: string): string | null {
  return container.env.find(each => each.name === name)?.value || null
}

/**
 * The value of a flag of tailscaled, from the container's own words and from TS_TAILSCALED_EXTRA_ARGS, which
 * containerboot hands on. Go takes one dash or two, `=` or a space, and the last one given.
 */
export function daemonFlag(found: TailscaleContainer, flag: 'port' | 'socket'): string | null {
  const { command, args } = found.container
  const text = [...command, ...args, envValue(found, 'TS_TAILSCALED_EXTRA_ARGS') ?? ''].join(' ')
  const given = [...text.matchAll(new RegExp(`(?:^|\\s)--?${flag}[=\\s]+(["']?)([^\\s"']+)\\1`, 'g'))]
  return given.at(-1)?.[2] ?? null
}
