import { isMeant, readTryWords } from '#lib/report/tryWord.ts'
import { whatIfView } from '#lib/report/whatIfView.ts'
import { derpWeek } from '#lib/store/read/derpWeek.ts'
import { diagnosesToTry } from '#lib/store/read/diagnosesToTry.ts'
import { remedyOptions } from '#lib/store/read/remedyOptions.ts'
import { targetOf } from '#lib/store/read/targetOf.ts'
import { addressOf } from './addressOf.ts'
import type { Ask } from './ask.ts'

/** What a remedy, or several at once, would do: for all workloads or for one. Predicted from what was diagnosed last. */
export const whatIf: Ask<'whatIf'> = {
  question: 'whatIf',
  answer: async ({ db, now, params }) => {
    const address = addressOf(params)
    const target = address && (await targetOf(db, address))
    if (address && !target) return null
    const [all, week] = await Promise.all([remedyOptions(db), derpWeek(db, now)])
    const options = all.filter(({ canTry, place }) => canTry && (!target || place.id === target.id))
    const { words, unread } = readTryWords(params.with ?? '')
    const chosen = options.filter(option => words.some(word => isMeant(word, option)))
    const idle = words.filter(word => !chosen.some(option => isMeant(word, option)))
    return whatIfView({
      options,
      chosen,
      unread: [
        ...unread,
        ...idle.map(({ remedy, name, cluster }) => `${remedy} at ${name ?? cluster ?? 'any'}`),
      ],
      diagnoses: await diagnosesToTry(db, [...new Set(chosen.map(({ place }) => place.id))]),
      week,
      now,
    })
  },
}
