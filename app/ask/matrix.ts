import type { Ask } from './ask.ts'
import { matrixCountedUpTo } from './matrixCountedUpTo.ts'

/** Who reaches whom. Of more cells than these most hold a single link: then counting them first only costs. */
export const matrix: Ask<'matrix'> = matrixCountedUpTo(12_000)
