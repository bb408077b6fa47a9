/** As long as a name of the DNS; ids of devices are shorter. */
const longest = 253

/** One part of a page's address, decoded; null where it is none: half an escape, nothing, too long. */
export function nameOf(part: string): string | null {
  try {
    const name = decodeURIComponent(part)
    return name.length > 0 && name.length <= longest && !name.includes('\0') ? name : null
  } catch {
    return null
  }
}
