/** A word for `sh`, quoted where it has to be. Inside single quotes only the single quote itself is special. */
export function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** A command line of quoted words. */
export const shellLine = (...words: (string | number)[]): string =>
  words.map(word => shellQuote(String(word))).join(' ')

/** A comment for `sh` on one line, whatever a foreign name in it may hold. */
export const shellComment = (text: string): string => `# ${text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')}`
