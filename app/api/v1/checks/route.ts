import { answerWith } from '../../../ask/answerWith.ts'
import { askForCheck } from '../../../ask/askForCheck.ts'
import { checks } from '../../../ask/checks.ts'
import { database } from '../../../database.ts'

export const GET = answerWith(checks)

export const POST = (request: Request) => askForCheck(database(), request)
