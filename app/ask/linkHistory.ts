import { linkEnd } from '#lib/report/linkEnd.ts'
import { linkHistoryView } from '#lib/report/linkHistoryView.ts'
import { shortNames } from '#lib/report/shortNames.ts'
import { stepFor } from '#lib/report/step.ts'
import { deviceEnd } from '#lib/store/read/deviceEnd.ts'
import { firstKept } from '#lib/store/read/firstKept.ts'
import { gaps } from '#lib/store/read/gaps.ts'
import { linkTraffic } from '#lib/store/read/linkTraffic.ts'
import { pairSpans } from '#lib/store/read/pairSpans.ts'
import { readUntil } from '#lib/store/read/readUntil.ts'
import { regionCodes } from '#lib/store/read/regionCodes.ts'
import { deviceId } from '#lib/tailnet/ids.ts'
import type { Ask } from './ask.ts'
import { changesAbout } from './changesAbout.ts'
import { counted } from './counted.ts'

/** Bytes of links are kept in five minutes. */
const finestOfLinks = 300

/** Both directions of a link over time, and its bytes as each end counted them. */
export const linkHistory: Ask<'linkHistory'> = {
  question: 'linkHistory',
  answer: async ({ db, now, window, params, at, clock = now }) => {
    const [a, b] = await Promise.all([
      deviceEnd(db, deviceId(params.a ?? ''), at),
      deviceEnd(db, deviceId(params.b ?? ''), at),
    ])
    if (!a || !b || a.id === b.id) return null
    const stepSeconds = Math.max(stepFor(window, clock), finestOfLinks)
    const [untilA, untilB] = await Promise.all(
      [a, b].map(end => (at ? readUntil(db, { at, device: end.id }) : null)),
    )
    const read = (until: Date | null | undefined) =>
      counted({ window, at, ...(until && { readUntil: until }) }, finestOfLinks)
    const targets = [a, b].flatMap(end => end.pod?.place.id ?? [])
    const ends = [linkEnd(a), linkEnd(b)]
    const devices: string[] = [a.id, b.id]
    const [seen, ofA, ofB, found, kept, regionCode, changes] = await Promise.all([
      pairSpans(db, { a: a.id, b: b.id, window, ...(at && { at }) }),
      linkTraffic(db, { observer: a.id, peer: b.id, window: read(untilA), stepSeconds }),
      linkTraffic(db, { observer: b.id, peer: a.id, window: read(untilB), stepSeconds }),
      gaps(db, { window, subjects: ['collector', ...targets] }),
      firstKept(db),
      regionCodes(db),
      changesAbout(db, {
        window,
        now,
        ends,
        isOwn: ({ target, peer }) => targets.includes(target) && devices.includes(peer),
      }),
    ])
    const short = shortNames([a.name, b.name])
    return linkHistoryView({
      a: { id: a.id, short: short(a.name) },
      b: { id: b.id, short: short(b.name) },
      ...seen,
      traffic: [
        { observer: a.id, points: ofA },
        { observer: b.id, points: ofB },
      ],
      stepSeconds,
      gaps: found,
      ends,
      changes: changes.view,
      everywhere: changes.everywhere,
      firstKept: kept,
      window,
      now,
      regionCode,
    })
  },
}
