import { answerWith } from '../../../ask/answerWith.ts'
import { commonality } from '../../../ask/commonality.ts'

export const GET = answerWith(commonality)
