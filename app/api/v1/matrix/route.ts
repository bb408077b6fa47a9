import { answerWith } from '../../../ask/answerWith.ts'
import { matrix } from '../../../ask/matrix.ts'

export const GET = answerWith(matrix)
