import { matrixEnds } from '#lib/report/matrixEnds.ts'
import { matrixGroupings } from '#lib/report/matrixGroups.ts'
import { matrixPicture } from '#lib/report/matrixPicture.ts'
import { chosenGrouping, matrixScope } from '#lib/report/matrixScope.ts'
import { linkEnds } from '#lib/store/read/linkEnds.ts'
import { linkReasons } from '#lib/store/read/linkReasons.ts'
import { matrixTargets } from '#lib/store/read/matrixTargets.ts'
import { peerEnds } from '#lib/store/read/peerEnds.ts'
import { peerNats } from '#lib/store/read/peerNats.ts'
import { regionCodes } from '#lib/store/read/regionCodes.ts'
import type { Ask } from './ask.ts'
import { matrixLinksOf } from './matrixLinksOf.ts'

/**
 * Who reaches whom, by which path, at the end of the range. Of a picture of up to `mostCells` links are counted in the
 * database, and only cells leave it; of a larger one each link is read. Both say the same.
 */
export const matrixCountedUpTo = (mostCells: number): Ask<'matrix'> => ({
  question: 'matrix',
  isMarked: true,
  answer: async ({ db, now, window, params, at: past }) => {
    const at = window.to
    const [rows, peers] = [params.rows ?? null, params.peers ?? null]
    const asked = matrixGroupings.find(by => by === params.group) ?? null
    const [all, known, nats, regionCode] = await Promise.all([
      linkEnds(db, at, past),
      matrixTargets(db, at, past),
      peerNats(db, past),
      regionCodes(db),
    ])
    const named = matrixEnds({
      peers: all.peers,
      ends: await peerEnds(
        db,
        all.peers.map(({ device }) => device),
        past,
      ),
      nats,
    })
    const scope = matrixScope({ rows, peers })
    const targets = known.filter(scope.row)
    const within =
      rows === null && peers === null
        ? all
        : await linkEnds(db, at, past, {
            targets: targets.map(({ place }) => place.id),
            peers: [...named].filter(([device, end]) => scope.column(end, device)).map(([device]) => device),
          })
    const ends = new Map(
      within.peers.flatMap(({ device }) => {
        const end = named.get(device)
        return end ? [[device, end] as const] : []
      }),
    )
    const linked = within.targets
    const unseen = targets.filter(({ place, unjudged }) => unjudged !== null && !linked.has(place.id))
    const by = chosenGrouping(
      asked,
      [...targets.filter(({ place }) => linked.has(place.id)), ...unseen],
      ends,
    )
    const [links, reasons] = await Promise.all([
      matrixLinksOf({ db, at, past, window, by, targets, ends, mostCells }),
      linkReasons(
        db,
        past,
        unseen.map(({ place }) => place.id),
      ),
    ])
    return matrixPicture({
      at,
      now,
      by,
      asked,
      rows,
      peers,
      targets,
      linked,
      ends,
      links,
      reasons,
      regionCode,
    })
  },
})
