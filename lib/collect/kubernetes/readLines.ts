import type { IncomingMessage } from 'node:http'

/** A line longer than anyone may write. */
export class LineTooLong extends Error {}

const lineBreak = 0x0a

/**
 * The lines of an answer as they arrive, without their breaks; empty ones are left out. What stands after the last break
 * when the answer ends is no line: it was cut. Throws `LineTooLong`, or what the socket throws.
 */
export async function* readLines(response: IncomingMessage, longestBytes: number): AsyncGenerator<string> {
  let parts: Buffer[] = []
  let length = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    let from = 0
    for (let to = chunk.indexOf(lineBreak); to >= 0; to = chunk.indexOf(lineBreak, from)) {
      const line = Buffer.concat([...parts, chunk.subarray(from, to)]).toString('utf8')
      parts = []
      length = 0
      from = to + 1
      if (line.trim() !== '') yield line
    }
    if (from < chunk.length) {
      parts.push(chunk.subarray(from))
      length += chunk.length - from
    }
    if (length > longestBytes) throw new LineTooLong()
  }
}
