import { printable } from './printable.ts'

/**
 * Foreign text that Markdown takes as nothing but text, in a paragraph or in a cell of a table: no markup, no mention, no
 * link that a chat makes by itself, no line break, nothing unseen.
 */
export function markdownText(text: string): string {
  return (
    printable(text.replace(/\s+/g, ' ').trim())
      .replace(/[\\`*_{}[\]()#+|~!=^$]/g, '\\$&')
      // A backslash does not keep every chat from reading these: entities do, and Markdown shows them as they were.
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // A zero-width space cuts mentions (@here) and addresses (https://…, www.…) for chats that find them in any text.
      .replace(/@(?=[\p{L}\p{N}])/gu, '@\u200b')
      .replace(/:(?=\/\/)/g, ':\u200b')
      .replace(/\bwww\.(?=\S)/gi, '$&\u200b')
      .replace(/^(\d+)(\.\s)/, '$1\\$2')
      .replace(/^-/, '\\-')
  )
}

/** Lines as a block of code, in a fence that none of them can close. */
export function markdownCode(lines: string[], language = ''): string {
  const text = lines.map(line => printable(line.replace(/[\r\n]+/g, ' '))).join('\n')
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(run => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}
