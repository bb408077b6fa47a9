import { answerWith } from '../../../ask/answerWith.ts'
import { price } from '../../../ask/price.ts'

export const GET = answerWith(price)
