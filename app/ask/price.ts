import { priceView } from '#lib/report/priceView.ts'
import { linkTimes } from '#lib/store/read/linkTimes.ts'
import { targetOf } from '#lib/store/read/targetOf.ts'
import { addressOf } from './addressOf.ts'
import type { Ask } from './ask.ts'
import { counted, finestOfLinks } from './counted.ts'

/** What the relay costs each link of a target that goes through DERP. */
export const price: Ask<'price'> = {
  question: 'price',
  answer: async ({ db, now, window, params, at }) => {
    const address = addressOf(params)
    const target = address && (await targetOf(db, address))
    return (
      target &&
      priceView(
        await linkTimes(
          db,
          { target: target.id, ...window, until: counted({ window, at }, finestOfLinks).to },
          at,
        ),
        now,
      )
    )
  },
}
