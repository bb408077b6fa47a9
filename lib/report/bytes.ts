const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const

export interface Amount {
  value: string
  unit: string
}

const digits = (value: number) =>
  value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(1)

/** Bytes in the largest binary unit that leaves at least 1: 4.1 GiB. One decimal under 100. */
export function amountOf(bytes: number): Amount {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1)
  return { value: digits(bytes / 1024 ** power), unit: units[power] ?? 'B' }
}

/** The same in a unit that a column's head names; what is there but too small for it says so. */
export function amountIn(count: number, unit: string): string {
  const power = Math.max(0, (units as readonly string[]).indexOf(unit))
  const value = count / 1024 ** power
  if (value <= 0) return '0'
  return value < 0.05 ? '<0.1' : digits(value)
}

export function bytes(count: number): string {
  const { value, unit } = amountOf(count)
  return `${value} ${unit}`
}

/** A part and its whole in the whole's unit: "3.1 of 4.2 GiB". */
export function bytesOf(part: number, whole: number): string {
  const { value, unit } = amountOf(whole)
  const power = Math.max(0, (units as readonly string[]).indexOf(unit))
  return `${digits(part / 1024 ** power)} of ${value} ${unit}`
}
