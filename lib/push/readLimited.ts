export type LimitedBody =
  | { kind: 'read'; text: string; bytes: number }
  | { kind: 'too_large' }
  | { kind: 'too_slow' }
  /** The connection ended in the middle. */
  | { kind: 'broken' }

/** Reads a body while it comes, and stops at the limit: what is said of its length is not believed. */
export async function readLimited(
  request: Request,
  { bytes: most, ms }: { bytes: number; ms: number },
): Promise<LimitedBody> {
  if (Number(request.headers.get('content-length') ?? 0) > most) return { kind: 'too_large' }
  const reader = request.body?.getReader()
  if (!reader) return { kind: 'read', text: '', bytes: 0 }
  const parts: Uint8Array[] = []
  let bytes = 0
  let isSlow = false
  const timer = setTimeout(() => {
    isSlow = true
    void reader.cancel().catch(() => {})
  }, ms)
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (isSlow) return { kind: 'too_slow' }
      if (done) return { kind: 'read', text: Buffer.concat(parts).toString('utf8'), bytes }
      bytes += value.byteLength
      if (bytes > most) {
        void reader.cancel().catch(() => {})
        return { kind: 'too_large' }
      }
      parts.push(value)
    }
  } catch {
    return { kind: 'broken' }
  } finally {
    clearTimeout(timer)
  }
}
