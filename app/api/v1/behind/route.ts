import { answerWith } from '../../../ask/answerWith.ts'
import { behind } from '../../../ask/behind.ts'

export const GET = answerWith(behind)
