/** Tables that can be handed on as files, by the last part of their address under /api/v1/export. */
export const exportTables = ['pods', 'causes', 'links', 'device-links', 'matrix', 'fixes', 'moves'] as const
export type ExportTable = (typeof exportTables)[number]
export const exportFormats = ['csv', 'json'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** The address of a table as a file. `search` is what its page is asked with: hours, filters, order, columns. */
export function exportHref(table: ExportTable, format: ExportFormat, search: URLSearchParams): string {
  const asked = new URLSearchParams(search)
  asked.set('format', format)
  return `/api/v1/export/${table}?${asked}`
}
