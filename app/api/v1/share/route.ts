import { createFrozen } from '../../../ask/createFrozen.ts'
import { database } from '../../../database.ts'
import { shareSettings } from '../../../share/shareSettings.ts'

export const POST = (request: Request) =>
  createFrozen(database(), request, shareSettings(process.env), new Date())
