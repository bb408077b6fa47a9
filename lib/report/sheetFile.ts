/** Long enough to know the pod again, short enough for every file system. */
const longest = 80

/**
 * A file's name that no foreign name can bend: letters, digits and single hyphens, then the moment in UTC.
 * "tailpath-links-of-api-20261124T143000Z.csv"
 */
export function sheetFile(words: readonly string[], asOf: number, extension: 'csv' | 'json'): string {
  const name = ['tailpath', ...words]
    .join('-')
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, longest)
    .replace(/-$/, '')
  const moment = new Date(asOf).toISOString().slice(0, 19).replace(/[-:]/g, '')
  return `${name}-${moment}Z.${extension}`
}
