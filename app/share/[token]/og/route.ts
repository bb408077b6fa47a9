import { database } from '../../../database.ts'
import { shareImage } from '../../shareImage.tsx'

type Context = { params: Promise<{ token: string }> }

export async function GET(_: Request, { params }: Context) {
  return shareImage(database(), (await params).token)
}
