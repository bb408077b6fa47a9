import { inflateSync } from 'node:zlib'

/** An object of a PDF: its dictionary, and its stream unpacked where it has one. */
interface PdfObject {
  head: string
  stream: string
}

/**
 * How many pages a PDF of Chromium has, and the text of each in the order in which it is drawn. Skia writes plain objects, packs
 * streams with Flate, names a font by its object's number, and gives each a map back to Unicode (SkPDFFont.cpp): no more
 * of the format is read than that.
 */
export function pdfPages(pdf: Buffer): { pages: number; texts: string[] } {
  const objects = objectsOf(pdf)
  const all = [...objects.values()]
  const fonts = new Map<string, Map<string, string>>()
  for (const { head } of all) {
    for (const [, name = '', number = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(number)?.head ?? '')?.[1]
      if (map !== undefined) fonts.set(name, unicodeOf(objects.get(map)?.stream ?? ''))
    }
  }
  const drawn = all.filter(({ stream }) => /\bBT\b/.test(stream))
  return {
    pages: all.filter(({ head }) => /\/Type\s*\/Page\b/.test(head)).length,
    texts: drawn.map(({ stream }) => textOf(stream, fonts)),
  }
}

function objectsOf(pdf: Buffer): Map<string, PdfObject> {
  const raw = pdf.toString('latin1')
  const found = new Map<string, PdfObject>()
  const start = /(\d+) 0 obj\b/g
  for (let match = start.exec(raw); match; match = start.exec(raw)) {
    const end = raw.indexOf('endobj', match.index)
    const at = raw.indexOf('stream', match.index)
    const isStream = at >= 0 && at < end
    const head = raw.slice(start.lastIndex, isStream ? at : end)
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0)
    const body = raw.startsWith('\r\n', at + 6) ? at + 8 : at + 7
    if (isStream) start.lastIndex = body + length
    const packed = pdf.subarray(body, body + length)
    const isPacked = head.includes('/FlateDecode')
    const stream = !isStream ? '' : (isPacked ? inflateSync(packed) : packed).toString('latin1')
    found.set(match[1] ?? '', { head, stream })
  }
  return found
}

/** Code of a glyph, in hex, to what it stands for. */
function unicodeOf(map: string): Map<string, string> {
  const chars = new Map<string, string>()
  const text = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le')
  for (const [, list = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code = '', to = ''] of list.matchAll(/<(\w+)>\s*<(\w+)>/g))
      chars.set(code.toUpperCase(), text(to))
  }
  for (const [, list = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, low = '', high = '', to = ''] of list.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      for (let code = Number.parseInt(low, 16); code <= Number.parseInt(high, 16); code += 1) {
        const point = Number.parseInt(to, 16) + code - Number.parseInt(low, 16)
        chars.set(code.toString(16).toUpperCase().padStart(low.length, '0'), String.fromCodePoint(point))
      }
    }
  }
  return chars
}

/** Walks through what is drawn: a choice of font, then strings of glyphs. */
function textOf(stream: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> = new Map()
  const said: string[] = []
  for (const [, name, hex] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|<([\dA-Fa-f]+)>/g)) {
    if (name !== undefined) font = fonts.get(name) ?? new Map()
    else if (hex !== undefined) {
      const width = [...font.keys()][0]?.length ?? 4
      const codes = hex.toUpperCase().match(new RegExp(`.{${width}}`, 'g')) ?? []
      said.push(codes.map(code => font.get(code) ?? '').join(''))
    }
  }
  return said.join('')
}
