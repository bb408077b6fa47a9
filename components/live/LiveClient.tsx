'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useState } from 'react'
import type { Zone } from '#lib/report/clock.ts'
import { ChosenZone } from './useTime.ts'

/** What every live part of a page stands on: the answers held in this browser, the address, the reader's zone. */
export function LiveClient({ zone, children }: { zone: Zone; children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          // What came with the page is fresh: the first look follows at the first interval.
          queries: { staleTime: 5_000, gcTime: 60_000, retry: false, refetchOnWindowFocus: true },
        },
      }),
  )
  return (
    <QueryClientProvider client={client}>
      <NuqsAdapter>
        <ChosenZone value={zone}>{children}</ChosenZone>
      </NuqsAdapter>
    </QueryClientProvider>
  )
}
