/** Major, minor and patch of an image's tag; null where the tag is a name or a digest. */
export function imageVersion(image: string): [number, number, number] | null {
  const tag = image.replace(/@.*$/, '').match(/:([^/:]+)$/)?.[1]
  const found = tag?.match(/^v?(\d+)\.(\d+)(?:\.(\d+))?/)
  return found ? [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)] : null
}

/** Is it at least this version? "Unknown" for tags such as `latest` and for digests. */
export function isAtLeast(version: readonly number[] | null, least: readonly number[]) {
  if (!version) return 'unknown' as const
  for (const [place, wanted] of least.entries()) {
    const have = version[place] ?? 0
    if (have !== wanted) return have > wanted ? ('yes' as const) : ('no' as const)
  }
  return 'yes' as const
}

/** "1.102.5-t0123456" as a client says it of itself. */
export function clientVersion(text: string): [number, number, number] | null {
  const found = text.match(/^v?(\d+)\.(\d+)(?:\.(\d+))?/)
  return found ? [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)] : null
}
