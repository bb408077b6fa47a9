import { answerWith } from '../../../ask/answerWith.ts'
import { deviceHistory } from '../../../ask/deviceHistory.ts'

export const GET = answerWith(deviceHistory)
