/** A piece of a foreign name: plain text, or one character that would be unseen or turn the text around. */
export type NamePiece = { kind: 'text'; text: string } | { kind: 'control'; code: string }

/** Controls, format characters (bidi overrides, zero width), line separators, lone surrogates, tags. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u
/** Joins the parts of an emoji or of a Persian word: seen by what it does. */
const joiners = new Set(['\u200d', '\u200c'])

/** Splits a name so that nothing in it is hidden: control characters come out as `U+202E`. */
export function namePieces(name: string): NamePiece[] {
  const pieces: NamePiece[] = []
  for (const char of name) {
    const last = pieces.at(-1)
    if (unseen.test(char) && !joiners.has(char)) {
      pieces.push({
        kind: 'control',
        code: `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
      })
    } else if (last?.kind === 'text') last.text += char
    else pieces.push({ kind: 'text', text: char })
  }
  return pieces
}

/** The same as one string, for titles and labels that cannot hold markup. */
export function printable(name: string): string {
  return namePieces(name)
    .map(piece => (piece.kind === 'text' ? piece.text : `[${piece.code}]`))
    .join('')
}
