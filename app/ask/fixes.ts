import { fixesView } from '#lib/report/fixesView.ts'
import { derpWeek } from '#lib/store/read/derpWeek.ts'
import { fixes as fixesSeen } from '#lib/store/read/fixes.ts'
import { remedyOptions } from '#lib/store/read/remedyOptions.ts'
import type { Ask } from './ask.ts'

/** More than a page can show; older ones are a week's review. */
const most = 200

/** What to mend next, and what became of what was mended. */
export const fixes: Ask<'fixes'> = {
  question: 'fixes',
  answer: async ({ db, now }) => {
    const [options, week, seen] = await Promise.all([
      remedyOptions(db),
      derpWeek(db, now),
      fixesSeen(db, { most }),
    ])
    return fixesView({ options, week, fixes: seen, now })
  },
}
