export type LimitedBody =
  | { kind: 'read'; text: string; bytes: number }
  | { kind: 'too_large' }
  | { kind: 'too_slow' }
  /** The connection ended in the middle. */
  | { kind: 'cut' }

/**
 * Reads a body while it comes, and stops at the limit: what is said of its length is not believed. What is left of it is not
 * taken off the connection; to cancel it would close that before the answer is out.
 */
export async function readLimited(
  request: Request,
  { bytes: most, ms }: { bytes: number; ms: number },
): Promise<LimitedBody> {
  if (Number(request.headers.get('content-length') ?? 0) > most) return { kind: 'too_large' }
  const reader = request.body?.getReader()
  if (!reader) return { kind: 'read', text: '', bytes: 0 }
  const parts: Uint8Array[] = []
  let bytes = 0
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>(done => {
    timer = setTimeout(() => done('late'), ms)
  })
  try {
    for (;;) {
      const part = await Promise.race([reader.read(), late])
      if (part === 'late') return { kind: 'too_slow' }
      if (part.done) return { kind: 'read', text: Buffer.concat(parts).toString('utf8'), bytes }
      bytes += part.value.byteLength
      if (bytes > most) return { kind: 'too_large' }
      parts.push(part.value)
    }
  } catch {
    return { kind: 'cut' }
  } finally {
    clearTimeout(timer)
  }
}
