import { receivePush } from '#lib/push/receivePush.ts'
import { database } from '../../../database.ts'

export const POST = (request: Request) => receivePush(database(), request)
