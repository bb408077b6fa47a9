import { answerWith } from '../../../ask/answerWith.ts'
import { common } from '../../../ask/common.ts'

export const GET = answerWith(common)
