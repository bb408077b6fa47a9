import { answerWith } from '../../../ask/answerWith.ts'
import { pods } from '../../../ask/pods.ts'

export const GET = answerWith(pods)
