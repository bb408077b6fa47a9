import { answerWith } from '../../../ask/answerWith.ts'
import { flaps } from '../../../ask/flaps.ts'

export const GET = answerWith(flaps)
