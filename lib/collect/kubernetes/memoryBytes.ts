const factors: Record<string, number> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}

/** Reads a quantity of memory such as `128Mi`, `1G` or `1e9` (apimachinery resource.Quantity); null where it is none. */
export function memoryBytes(quantity: string | number | null | undefined): number | null {
  const match = /^(\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d{1,2}))?([A-Za-z]{0,2})$/.exec(String(quantity ?? ''))
  const factor = factors[match?.[3] ?? '']
  if (!match || factor === undefined) return null
  return Math.floor(Number(`${match[1]}e${match[2] ?? 0}`) * factor)
}
