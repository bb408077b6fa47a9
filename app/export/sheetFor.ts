import type { Failure } from '#components/live/answer.ts'
import type { Params, Question, Views } from '#components/live/views.ts'
import { loadMatrixParams } from '#components/matrix/matrixParams.ts'
import { podAsked } from '#components/pods/podAsked.ts'
import { loadPodState } from '#components/pods/podParams.ts'
import { causeSheet } from '#lib/report/causeSheet.ts'
import type { ExportTable } from '#lib/report/exportHref.ts'
import { fixSheet } from '#lib/report/fixSheet.ts'
import { deviceLinkSheet, podLinkSheet } from '#lib/report/linkSheet.ts'
import { matrixSheet } from '#lib/report/matrixSheet.ts'
import { podSheet } from '#lib/report/podSheet.ts'
import { podsPage, rowsOf } from '#lib/report/podsPage.ts'
import type { Sheet } from '#lib/report/sheet.ts'
import { answerTo } from '../ask/answerTo.ts'
import type { Ask } from '../ask/ask.ts'
import { causes } from '../ask/causes.ts'
import { device } from '../ask/device.ts'
import { fixes } from '../ask/fixes.ts'
import { matrix } from '../ask/matrix.ts'
import { pods } from '../ask/pods.ts'
import { target } from '../ask/target.ts'
import { movesSheet } from './movesSheet.ts'

export type SheetAnswer = { sheet: Sheet; failure: null } | { sheet: null; failure: Failure }

/** A table as its page shows it at an address: `params` are the checked ones, `search` has the page's own besides. */
export function sheetFor(table: ExportTable, params: Params, search: URLSearchParams): Promise<SheetAnswer> {
  switch (table) {
    case 'pods':
      return made(pods, params, view => {
        const { filter, sort, state, columns } = podAsked(loadPodState(search))
        const page = podsPage(view, { filter, sort, group: state.group })
        return podSheet(page, rowsOf(page.items), columns)
      })
    case 'causes':
      return made(causes, params, causeSheet)
    case 'links':
      return made(target, params, podLinkSheet)
    case 'device-links':
      return made(device, params, deviceLinkSheet)
    case 'matrix':
      return made(matrix, params, view => matrixSheet(view, loadMatrixParams(search).sort))
    case 'fixes':
      return made(fixes, params, fixSheet)
    case 'moves':
      return movesSheet(search)
  }
}

async function made<Q extends Question>(
  ask: Ask<Q>,
  params: Params,
  sheetOf: (view: Views[Q]) => Sheet,
): Promise<SheetAnswer> {
  const { view, failure } = await answerTo(ask, params)
  if (failure) return { sheet: null, failure }
  // An answer without a failure has a view.
  return { sheet: sheetOf(view as Views[Q]), failure: null }
}
