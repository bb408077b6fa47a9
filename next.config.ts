import type { NextConfig } from 'next'
import own from './package.json' with { type: 'json' }

/** Sent with everything; the policy for scripts is made per page, with its nonce (proxy.ts). */
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  // Addresses name clusters and pods: no other site is told which page a reader came from.
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), browsing-topics=()' },
]

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  agentRules: false,
  env: { TAILPATH_VERSION: own.version },
  serverExternalPackages: ['@prisma/client', '@prisma/adapter-pg', 'pg'],
  // `npm test` and the editor check types; the build of `npm start` need not do it again.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    { source: '/:path*', headers },
    // Whoever opens a frozen view comes from a chat, and goes on without telling where the link led.
    { source: '/share/:path*', headers: [{ key: 'Referrer-Policy', value: 'no-referrer' }] },
    // A chat in a browser shows its picture within its own page.
    {
      source: '/share/:token/og',
      headers: [{ key: 'Cross-Origin-Resource-Policy', value: 'cross-origin' }],
    },
  ],
}

export default config
