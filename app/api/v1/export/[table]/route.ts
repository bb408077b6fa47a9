import { exportFormats, exportTables } from '#lib/report/exportHref.ts'
import { askedParams } from '../../../../ask/askedParams.ts'
import { badRequest, notFound } from '../../../../ask/failureOf.ts'
import { refuse } from '../../../../ask/refuse.ts'
import { sendSheet } from '../../../../export/sendSheet.ts'
import { sheetFor } from '../../../../export/sheetFor.ts'

/** `GET /api/v1/export/<table>?format=csv`: what a page shows at the same parameters, as a file (docs/export.md). */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ table: string }> },
): Promise<Response> {
  const { table: name } = await params
  const { searchParams } = new URL(request.url)
  const table = exportTables.find(each => each === name)
  if (!table) return refuse(notFound)
  const format = exportFormats.find(each => each === (searchParams.get('format') ?? 'csv'))
  if (!format) return refuse(badRequest('A table is exported as csv or as json.'))
  // A filter of a page may stand in an address several times; what a question is asked with stands there once.
  const asked = askedParams(Object.fromEntries(table === 'pods' ? timeOf(searchParams) : searchParams))
  if (!asked.ok) return refuse(badRequest(asked.why))
  const { sheet, failure } = await sheetFor(table, asked.params, searchParams)
  if (failure) return refuse(failure)
  return sendSheet(sheet, { format, hasMark: searchParams.get('bom') === '1' })
}

const timeOf = (search: URLSearchParams) => [...search].filter(([name]) => name === 'from' || name === 'to')
