import { createHash } from 'node:crypto'

/** 32 bits of FNV-1a: fast, for choices. Equal words give equal numbers. */
export function hash(words: string): number {
  let bits = 0x811c9dc5
  for (let i = 0; i < words.length; i++) bits = Math.imul(bits ^ words.charCodeAt(i), 0x01000193)
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d)
  return (bits ^ (bits >>> 12)) >>> 0
}

/** A number in [0, 1) that depends on the words alone. */
export function fraction(words: string): number {
  return hash(words) / 2 ** 32
}

/** A repeatable sequence of numbers in [0, 1) (mulberry32). */
export function sequence(words: string): () => number {
  let state = hash(words)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** 64 hexadecimal digits, as keys have. */
export function digits(words: string): string {
  return createHash('sha256').update(words).digest('hex')
}

/** A UUID of version 4's shape. */
export function uuid(words: string): string {
  const hex = digits(words)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
