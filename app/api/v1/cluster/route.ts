import { answerWith } from '../../../ask/answerWith.ts'
import { cluster } from '../../../ask/cluster.ts'

export const GET = answerWith(cluster)
