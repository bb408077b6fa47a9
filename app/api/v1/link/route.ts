import { answerWith } from '../../../ask/answerWith.ts'
import { link } from '../../../ask/link.ts'

export const GET = answerWith(link)
