import { answerWith } from '../../../ask/answerWith.ts'
import { causes } from '../../../ask/causes.ts'

export const GET = answerWith(causes)
