import { answerWith } from '../../../ask/answerWith.ts'
import { whatIf } from '../../../ask/whatIf.ts'

export const GET = answerWith(whatIf)
