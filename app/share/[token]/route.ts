import { database } from '../../database.ts'
import { sharePage } from '../sharePage.tsx'
import { shareSettings } from '../shareSettings.ts'

type Context = { params: Promise<{ token: string }> }

export async function GET(_: Request, { params }: Context) {
  return sharePage(database(), (await params).token, shareSettings(process.env))
}
