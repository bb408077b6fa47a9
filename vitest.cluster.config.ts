import { defineConfig } from 'vitest/config'

/** Tests against real API servers (npm run test:cluster): they build programs by Go, and start three processes each. */
export default defineConfig({
  test: {
    include: ['e2e/cluster/**/*.cluster.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    fileParallelism: false,
  },
})
