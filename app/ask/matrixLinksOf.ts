import { bundledLinks } from '#lib/report/bundledLinks.ts'
import type { MatrixEnd } from '#lib/report/matrixEnds.ts'
import type { MatrixGrouping } from '#lib/report/matrixGroups.ts'
import { matrixLines } from '#lib/report/matrixLines.ts'
import { type PlacedLink, placedLinks } from '#lib/report/matrixLinks.ts'
import type { Database } from '#lib/store/database.ts'
import { linkBundles } from '#lib/store/read/linkBundles.ts'
import { linkProbes } from '#lib/store/read/linkProbes.ts'
import { linkReasons } from '#lib/store/read/linkReasons.ts'
import { linksAt } from '#lib/store/read/linksAt.ts'
import { remedyOptions } from '#lib/store/read/remedyOptions.ts'
import { causeMarks } from '#lib/store/read/targetLinks.ts'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { MatrixTarget } from '#lib/tailnet/matrix.ts'

interface Asked {
  db: Database
  at: Date
  past: Date | undefined
  window: TimeWindow
  by: MatrixGrouping
  targets: MatrixTarget[]
  ends: ReadonlyMap<DeviceId, MatrixEnd>
  /** Of a picture with more cells each link is read. */
  mostCells: number
}

/** The links of a picture in bundles, and each by itself where it is alone in its cell; of a large picture, each. */
export async function matrixLinksOf(asked: Asked): Promise<PlacedLink[]> {
  const { db, at, past, window, by, targets, ends, mostCells } = asked
  const lines = matrixLines(by, targets, ends)
  const size = (places: ReadonlyMap<string, number>) => new Set(places.values()).size
  if (size(lines.rows) * size(lines.columns) > mostCells) return singleLinks(asked)
  const [bundles, probes] = await Promise.all([
    linkBundles(db, { at, past, ...lines }),
    linkProbes(db, window),
  ])
  const alone = [...Map.groupBy(bundles, ({ row, column }) => `${row} ${column}`).values()].flatMap(cell =>
    cell.length === 1 && cell[0]?.links === 1 ? [cell[0].first] : [],
  )
  const [single, probed] = await Promise.all([
    linksAt(db, at, past, {
      of: 'observer',
      ends: alone.map(({ observer, peer }) => ({ from: observer, peer })),
    }),
    linksAt(db, at, past, {
      of: 'target_id',
      ends: probes.map(({ target, peer }) => ({ from: target, peer })),
    }),
  ])
  return bundledLinks({ bundles, lines, targets, ends, at, single, probed, probes })
}

async function singleLinks({ db, at, past, window, targets, ends }: Asked): Promise<PlacedLink[]> {
  const [links, reasons, probes, remedies, marks] = await Promise.all([
    linksAt(db, at, past),
    linkReasons(db, past),
    linkProbes(db, window),
    remedyOptions(db, past),
    causeMarks(db, past),
  ])
  return placedLinks({ targets, ends, links, reasons, probes, remedies, marks })
}
