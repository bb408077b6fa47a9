import { createFrozen } from '../../../ask/createFrozen.ts'
import { reviewSettings } from '../../../ask/reviewSettings.ts'
import { database } from '../../../database.ts'
import { shareSettings } from '../../../share/shareSettings.ts'

export const POST = (request: Request) =>
  createFrozen(database(), request, shareSettings(process.env), {
    now: new Date(),
    review: reviewSettings(process.env),
  })
