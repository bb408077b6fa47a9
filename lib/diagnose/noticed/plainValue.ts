/** A map out of a value that was kept as JSON; empty where it is none. */
export function mapOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}

/** The maps of a list; what is none is left out. */
export const mapsOf = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.map(mapOf) : []

export const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []
