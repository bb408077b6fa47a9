import { answerWith } from '../../../ask/answerWith.ts'
import { clusters } from '../../../ask/clusters.ts'

export const GET = answerWith(clusters)
