/** What one request to the control plane may take. */
export interface Limits {
  /** Until the head of the answer. */
  headMs: number
  /** Between two pieces of the body. */
  stallMs: number
  /** For the whole answer, with all tries and the pauses between them. */
  totalMs: number
  /** After decompression. */
  bodyBytes: number
}

/** A list of 10,000 devices has 18 MB (DESIGN.md, "Scale"); the API documents a 504 for what takes it too long. */
export const limits: Limits = {
  headMs: 30_000,
  stallMs: 20_000,
  totalMs: 120_000,
  bodyBytes: 64 * 1024 * 1024,
}
