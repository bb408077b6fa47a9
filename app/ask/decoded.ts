/** A part of an address as it was meant; null where it holds half an escape. */
export function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}
