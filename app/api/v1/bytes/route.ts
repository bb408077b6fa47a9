import { answerWith } from '../../../ask/answerWith.ts'
import { bytes } from '../../../ask/bytes.ts'

export const GET = answerWith(bytes)
