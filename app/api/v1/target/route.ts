import { answerWith } from '../../../ask/answerWith.ts'
import { target } from '../../../ask/target.ts'

export const GET = answerWith(target)
