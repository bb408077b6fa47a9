import { answerWith } from '../../../ask/answerWith.ts'
import { targetFixes } from '../../../ask/targetFixes.ts'

export const GET = answerWith(targetFixes)
