import { answerWith } from '../../../ask/answerWith.ts'
import { search } from '../../../ask/search.ts'

export const GET = answerWith(search)
