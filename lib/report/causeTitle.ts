/** The title of a cause. */
export function causeTitle(code: string): string {
  return code
}
