import { defineConfig } from 'vitest/config'

const globalSetup = 'test/support/global-setup.ts'
const architecture = 'test/architecture.test.ts'
const journeys = 'test/journeys/**/*.test.ts'

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: '100%',
    passWithNoTests: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      // Reads source files only, so that `npm run check` needs no database.
      { extends: true, test: { name: 'architecture', include: [architecture] } },
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: [architecture, journeys],
          globalSetup,
        },
      },
      // One browser at a time, after everything else: two of them make each other late.
      {
        extends: true,
        test: {
          name: 'journeys',
          include: [journeys],
          globalSetup,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          testTimeout: 90_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
