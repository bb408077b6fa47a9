import { answerWith } from '../../../ask/answerWith.ts'
import { sources } from '../../../ask/sources.ts'

export const GET = answerWith(sources)
