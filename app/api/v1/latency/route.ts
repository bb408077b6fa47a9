import { answerWith } from '../../../ask/answerWith.ts'
import { latency } from '../../../ask/latency.ts'

export const GET = answerWith(latency)
