import { answerWith } from '../../../ask/answerWith.ts'
import { cause } from '../../../ask/cause.ts'

export const GET = answerWith(cause)
