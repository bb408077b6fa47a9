import { publicAddressesOf } from '#lib/report/deviceNat.ts'
import { deviceView } from '#lib/report/deviceView.ts'
import { deviceEnd } from '#lib/store/read/deviceEnd.ts'
import { diagnosisOf } from '#lib/store/read/diagnosisOf.ts'
import { linkKinds } from '#lib/store/read/linkKinds.ts'
import { linksTowards } from '#lib/store/read/linksTowards.ts'
import { neighbours } from '#lib/store/read/neighbours.ts'
import { regionCodes } from '#lib/store/read/regionCodes.ts'
import { deviceId } from '#lib/tailnet/ids.ts'
import type { Ask } from './ask.ts'

/** A device as the other end: its NAT, and who reaches it how. */
export const device: Ask<'device'> = {
  question: 'device',
  answer: async ({ db, now, params, at }) => {
    const id = deviceId(params.device ?? '')
    const end = await deviceEnd(db, id, at)
    if (!end) return null
    const addresses = publicAddressesOf(end.device)
    const [links, kinds, near, own, regionCode] = await Promise.all([
      linksTowards(db, id, at),
      linkKinds(db, id, at),
      neighbours(db, { device: id, addresses }, at),
      diagnosisOf(db, id, at),
      regionCodes(db),
    ])
    const ownChain = own?.diagnosis?.body.chain ?? null
    return deviceView({ end, links, kinds, near, ownChain, now, regionCode })
  },
}
