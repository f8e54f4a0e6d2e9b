import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    include: ['e2e/**/*.test.ts'],
    globalSetup: ['e2e/global-setup.ts'],
    // One after the other: they start servers and browsers on two cores.
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 240_000,
    expect: { requireAssertions: true },
  },
})
