import { parseWeek } from '#lib/report/isoWeek.ts'
import { noteReview } from '../../../../ask/noteReview.ts'
import { reviewSettings } from '../../../../ask/reviewSettings.ts'
import { sendReview } from '../../../../ask/sendReview.ts'
import { database } from '../../../../database.ts'

interface Address {
  params: Promise<{ week: string }>
}

export async function GET(request: Request, { params }: Address): Promise<Response> {
  const { week } = await params
  const isMarkdown = week.endsWith('.md')
  const scope = new URL(request.url).searchParams.get('scope') ?? 'all'
  const parsed = parseWeek(isMarkdown ? week.slice(0, -3) : week)
  const settings = reviewSettings(process.env)
  return sendReview({ db: database(), now: new Date(), week: parsed, scope, ...settings }, isMarkdown)
}

export async function POST(request: Request, { params }: Address): Promise<Response> {
  const week = parseWeek((await params).week)
  return noteReview(request, { db: database(), now: new Date(), week, ...reviewSettings(process.env) })
}
