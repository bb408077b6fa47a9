import { answerWith } from '../../../ask/answerWith.ts'
import { lanes } from '../../../ask/lanes.ts'

export const GET = answerWith(lanes)
