import { redirect } from 'next/navigation'
import { weekAt } from '#lib/report/isoWeek.ts'
import { reviewSettings } from '../ask/reviewSettings.ts'

/** Which week it is depends on when one asks. */
export const dynamic = 'force-dynamic'

export default function ReviewsPage() {
  const { zone } = reviewSettings(process.env)
  redirect(`/review/${weekAt(Date.now(), zone)}`)
}
