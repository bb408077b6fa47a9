import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { MatrixPanel } from '#components/matrix/MatrixPanel.tsx'
import { loadMatrixParams } from '#components/matrix/matrixParams.ts'
import { BadRange } from '#components/panel/BadRange.tsx'
import { Replay } from '#components/replay/Replay.tsx'
import { askedParams } from '../ask/askedParams.ts'
import { matrix } from '../ask/matrix.ts'
import type { PageSearch } from '../ask/pageSearch.ts'
import { rangeOf } from '../ask/rangeOf.ts'
import { seed } from '../ask/seed.ts'

export const metadata: Metadata = { title: 'Matrix' }

export default async function MatrixPage({ searchParams }: PageSearch) {
  const search = await searchParams
  const range = rangeOf(search)
  if (!range.ok) return <BadRange why={range.why} />
  const { group, rows, peers } = loadMatrixParams(search)
  const asked = askedParams({
    ...range.params,
    ...(group && { group }),
    ...(rows && { rows }),
    ...(peers && { peers }),
  })
  if (!asked.ok) return <BadRange why={asked.why} />
  const { params } = asked
  const state = await seed([{ ask: matrix, params }])
  return (
    <HydrationBoundary state={state}>
      <Replay asOf={Date.now()} />
      <MatrixPanel params={params} />
    </HydrationBoundary>
  )
}
