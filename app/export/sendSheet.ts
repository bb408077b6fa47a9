import { csvLines } from '#lib/report/csv.ts'
import type { ExportFormat } from '#lib/report/exportHref.ts'
import type { Sheet } from '#lib/report/sheet.ts'
import { sheetFile } from '#lib/report/sheetFile.ts'
import { sheetJson } from '#lib/report/sheetJson.ts'

/** Written at once: a piece for each line would cost more than the line. */
const pieceLength = 64 * 1024

const kinds: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
}

interface Wanted {
  format: ExportFormat
  /** Excel reads a file of CSV as UTF-8 only after a byte order mark; a program would take it for part of the first key. */
  hasMark: boolean
}

/** A table as a file to keep, sent piece by piece. */
export function sendSheet(sheet: Sheet, { format, hasMark }: Wanted): Response {
  const lines = format === 'csv' ? csvLines(sheet) : sheetJson(sheet)
  const start = format === 'csv' && hasMark ? '\uFEFF' : ''
  return new Response(inPieces(lines, start), {
    headers: {
      'Content-Type': kinds[format],
      'Content-Disposition': `attachment; filename="${sheetFile([sheet.name], sheet.asOf, format)}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'X-Left-Out': String(sheet.leftOut),
    },
  })
}

function inPieces(lines: Generator<string>, start: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let piece = start
  return new ReadableStream({
    pull(controller) {
      while (piece.length < pieceLength) {
        const { done, value } = lines.next()
        if (done) {
          controller.enqueue(encoder.encode(piece))
          return controller.close()
        }
        piece += value
      }
      controller.enqueue(encoder.encode(piece))
      piece = ''
    },
  })
}
