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
  headers: async () => [{ source: '/:path*', headers }],
}

export default config
