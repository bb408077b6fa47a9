import { answerWith } from '../../../ask/answerWith.ts'
import { regions } from '../../../ask/regions.ts'

export const GET = answerWith(regions)
