/** Reads a file as UTF-8; throws as `readFileSync` does. */
export type ReadFile = (path: string) => string

/** Tells the person one problem: a sentence with what to do. */
export type Tell = (problem: string) => void

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EACCES: 'this account may not read it',
  EPERM: 'this account may not read it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
}

/** The text of a file that a setting names, without the spaces around it; null where a problem was told. */
export function readText(name: string, path: string, readFile: ReadFile, tell: Tell): string | null {
  try {
    return readFile(path).trim()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    tell(`${name}: ${path} cannot be read (${reasons[code] ?? code}); correct the path or the file's rights.`)
  }
  return null
}
