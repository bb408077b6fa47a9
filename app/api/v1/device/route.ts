import { answerWith } from '../../../ask/answerWith.ts'
import { device } from '../../../ask/device.ts'

export const GET = answerWith(device)
