import type { IncomingMessage } from 'node:http'

/** As kube-apiserver has it (`MaxRequestBodyBytes`). */
const mostBytes = 3 * 1024 * 1024

/** The whole body as text; null where it is longer than a server would take. */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request) {
    const chunk = Buffer.from(part)
    bytes += chunk.length
    if (bytes > mostBytes) return null
    parts.push(chunk)
  }
  return Buffer.concat(parts).toString('utf8')
}
