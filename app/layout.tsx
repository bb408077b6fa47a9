import { HydrationBoundary } from '@tanstack/react-query'
import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import './styles/tokens.css'
import './styles/base.css'
import { LiveClient } from '#components/live/LiveClient.tsx'
import { PathDefs } from '#components/path/PathDefs.tsx'
import { Banners } from '#components/shell/Banners.tsx'
import { Foot } from '#components/shell/Foot.tsx'
import { TimeBar } from '#components/shell/TimeBar.tsx'
import { TopBar } from '#components/shell/TopBar.tsx'
import { TableKeys } from '#components/table/TableKeys.tsx'
import { chosen } from './ask/chosen.ts'
import { seed } from './ask/seed.ts'
import { standing } from './ask/standing.ts'

export const metadata: Metadata = {
  title: { default: 'tailpath', template: '%s · tailpath' },
  description: 'Which pods talk to the tailnet directly, which go through DERP, why, and what to change',
  icons: '/favicon.svg',
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { theme, zone } = chosen(await cookies())
  const state = await seed([{ ask: standing, params: {} }])
  return (
    <html
      lang="en"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      {...(theme !== 'system' && { 'data-theme': theme })}
    >
      <body>
        <PathDefs />
        <LiveClient zone={zone}>
          <HydrationBoundary state={state}>
            <a className="skip btn" href="#content">
              Skip to content
            </a>
            <TopBar theme={theme} />
            <TimeBar renderedAt={Date.now()} />
            <Banners />
            <main id="content">{children}</main>
            <TableKeys />
            <Foot version={process.env.TAILPATH_VERSION ?? ''} />
          </HydrationBoundary>
        </LiveClient>
      </body>
    </html>
  )
}
