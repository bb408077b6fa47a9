import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DeviceChangesPanel } from '#components/devices/DeviceChangesPanel.tsx'
import { DeviceHead } from '#components/devices/DeviceHead.tsx'
import { DeviceHistoryPanel } from '#components/devices/DeviceHistoryPanel.tsx'
import { DeviceLatencyPanel } from '#components/devices/DeviceLatencyPanel.tsx'
import { DeviceLinksPanel } from '#components/devices/DeviceLinksPanel.tsx'
import { DeviceNatPanel } from '#components/devices/DeviceNatPanel.tsx'
import { NeighboursPanel } from '#components/devices/NeighboursPanel.tsx'
import { BadRange } from '#components/panel/BadRange.tsx'
import { answerTo } from '../../ask/answerTo.ts'
import { device } from '../../ask/device.ts'
import { deviceHistory } from '../../ask/deviceHistory.ts'
import { deviceTitles } from '../../ask/deviceTitles.ts'
import { nameOf } from '../../ask/nameOf.ts'
import type { PageSearch } from '../../ask/pageSearch.ts'
import { rangeOf } from '../../ask/rangeOf.ts'
import { seed } from '../../ask/seed.ts'

interface Address {
  params: Promise<{ id: string }>
}

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  const [name] = (await deviceTitles([nameOf((await params).id)])) ?? []
  return { title: name ?? 'Device' }
}

export default async function DevicePage({ params: address, searchParams }: Address & PageSearch) {
  const id = nameOf((await address).id)
  if (!id) notFound()
  const range = rangeOf(await searchParams)
  if (!range.ok) return <BadRange why={range.why} />
  const params = { ...range.params, device: id }
  const found = await answerTo(device, params)
  if (found.failure?.code === 'not_found') notFound()
  const state = await seed([
    { ask: device, params },
    { ask: deviceHistory, params },
  ])
  return (
    <HydrationBoundary state={state}>
      <DeviceHead params={params} />
      <div className="cols first">
        <DeviceLinksPanel params={params} />
        <DeviceHistoryPanel params={params} />
      </div>
      <div className="cols c2">
        <DeviceNatPanel params={params} />
        <div className="stack">
          <DeviceLatencyPanel params={params} />
          <NeighboursPanel params={params} />
          <DeviceChangesPanel params={params} />
        </div>
      </div>
    </HydrationBoundary>
  )
}
