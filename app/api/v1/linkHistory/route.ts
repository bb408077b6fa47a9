import { answerWith } from '../../../ask/answerWith.ts'
import { linkHistory } from '../../../ask/linkHistory.ts'

export const GET = answerWith(linkHistory)
