/** A fact has three values: never measured is not "no". */
export type Tri = 'yes' | 'no' | 'unknown'

/** Reads a wire boolean; null and absent are "unknown", never "no". */
export function tri(value: boolean | null | undefined): Tri {
  if (value === true) return 'yes'
  return value === false ? 'no' : 'unknown'
}
