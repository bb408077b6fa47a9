import { revokeFrozen } from '../../../../ask/revokeFrozen.ts'
import { database } from '../../../../database.ts'

export const POST = (request: Request) => revokeFrozen(database(), request)
