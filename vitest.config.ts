import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'apps/server/**/*.test.ts',
      'apps/phone/src/**/*.test.ts',
      'apps/console/src/**/*.test.ts',
      'packages/**/*.test.ts',
      'scripts/**/*.test.ts',
      'demo/**/*.test.ts',
      'bench/**/*.test.ts',
      'measure/**/*.test.ts',
    ],
    globalSetup: ['apps/server/src/testing/global-setup.ts'],
    // Each file has a database of its own; two at a time suit two cores.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { requireAssertions: true },
  },
})
