import { publicAddressesOf } from '#lib/report/deviceNat.ts'
import { linkView } from '#lib/report/linkView.ts'
import { deviceEnd } from '#lib/store/read/deviceEnd.ts'
import { direction } from '#lib/store/read/direction.ts'
import { neighbours } from '#lib/store/read/neighbours.ts'
import { regionCodes } from '#lib/store/read/regionCodes.ts'
import { deviceId } from '#lib/tailnet/ids.ts'
import type { Ask } from './ask.ts'

/** A link with both its ends: who is hard, what is seen and expected, what would make it direct. */
export const link: Ask<'link'> = {
  question: 'link',
  answer: async ({ db, now, params, at }) => {
    const [a, b] = await Promise.all([
      deviceEnd(db, deviceId(params.a ?? ''), at),
      deviceEnd(db, deviceId(params.b ?? ''), at),
    ])
    if (!a || !b || a.id === b.id) return null
    const [forth, back, nearA, nearB, regionCode] = await Promise.all([
      direction(db, { observer: a.id, peer: b.id }, at),
      direction(db, { observer: b.id, peer: a.id }, at),
      neighbours(db, { device: a.id, addresses: publicAddressesOf(a.device) }, at),
      neighbours(db, { device: b.id, addresses: publicAddressesOf(b.device) }, at),
      regionCodes(db),
    ])
    return linkView({ a, b, forth, back, near: { a: nearA, b: nearB }, now, regionCode })
  },
}
