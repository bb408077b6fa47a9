import { answerWith } from '../../../ask/answerWith.ts'
import { fixes } from '../../../ask/fixes.ts'
import { markFix } from '../../../ask/markFix.ts'
import { database } from '../../../database.ts'

export const GET = answerWith(fixes)

export const POST = (request: Request) => markFix(database(), request, new Date())
