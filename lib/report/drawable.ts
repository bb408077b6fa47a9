/**
 * Latin letters, digits and the punctuation of our sentences: what Geist has. Anything else becomes "?", since the renderer of
 * images would ask the internet for a font that can draw it, and tell it the text. An arrow has a word for it.
 */
export const drawable = (text: string) =>
  text
    .replaceAll('`', '')
    .replace(/\s*→\s*/g, ' to ')
    .replace(/\s+/g, ' ')
    .replace(/[^\x20-\x7e\u00a1-\u017f–—‘’“”…]/gu, '?')

/** No longer than `most` signs, the last of them a mark that it was cut. */
export const cut = (text: string, most: number) =>
  text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text
