import { causeByCode } from '#lib/diagnose/causes/catalogue.ts'

/** The title of a cause: a sentence without a full stop. A code that the catalogue no longer has stands for itself. */
export function causeTitle(code: string): string {
  return causeByCode(code)?.title ?? code
}
