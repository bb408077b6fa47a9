import { matrixGroupings } from '#lib/report/matrixGroups.ts'
import { matrixView } from '#lib/report/matrixView.ts'
import { linkProbes } from '#lib/store/read/linkProbes.ts'
import { linkReasons } from '#lib/store/read/linkReasons.ts'
import { linksAt } from '#lib/store/read/linksAt.ts'
import { matrixTargets } from '#lib/store/read/matrixTargets.ts'
import { peerEnds } from '#lib/store/read/peerEnds.ts'
import { regionCodes } from '#lib/store/read/regionCodes.ts'
import { remedyOptions } from '#lib/store/read/remedyOptions.ts'
import { causeMarks } from '#lib/store/read/targetLinks.ts'
import type { Ask } from './ask.ts'

/** Who reaches whom, by which path, at the end of the range. */
export const matrix: Ask<'matrix'> = {
  question: 'matrix',
  isMarked: true,
  answer: async ({ db, now, window, params, at: past }) => {
    const at = window.to
    const links = await linksAt(db, at, past)
    const [targets, reasons, ends, probes, remedies, marks, regionCode] = await Promise.all([
      matrixTargets(db, at, past),
      linkReasons(db, past),
      peerEnds(db, [...new Set(links.map(link => link.peer))], past),
      linkProbes(db, window),
      remedyOptions(db, past),
      causeMarks(db, past),
      regionCodes(db),
    ])
    return matrixView({
      at,
      now,
      by: matrixGroupings.find(by => by === params.group) ?? null,
      rows: params.rows ?? null,
      peers: params.peers ?? null,
      targets,
      links,
      reasons,
      ends,
      probes,
      remedies,
      marks,
      regionCode,
    })
  },
}
