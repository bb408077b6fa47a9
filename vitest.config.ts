import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['lib/**/*.test.ts', 'app/**/*.test.ts', 'components/**/*.test.{ts,tsx}'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // Many tests wait for sockets and Postgres: one worker on a machine of two cores would mostly sleep.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
})
