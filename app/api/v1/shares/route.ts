import { answerWith } from '../../../ask/answerWith.ts'
import { shares } from '../../../ask/shares.ts'

export const GET = answerWith(shares)
