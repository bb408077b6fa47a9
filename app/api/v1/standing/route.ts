import { answerWith } from '../../../ask/answerWith.ts'
import { standing } from '../../../ask/standing.ts'

export const GET = answerWith(standing)
