import { defineConfig } from 'vitest/config'

/** Tests that need no browser. `house` runs on the source alone; `built` reads an exported site (`OUT_DIR`, out). */
export default defineConfig({
  test: {
    environment: 'node',
    // More than one for each core: those who start processes or keep to real time mostly wait.
    maxWorkers: '150%',
    // No test may wait for real time or pass at the second try.
    retry: 0,
    // Room for a busy machine; nothing waits on purpose.
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'house',
          include: [
            '{app,bench,components,content,learner,mocks,scripts}/**/*.test.{ts,tsx}',
            'tests/*.test.ts',
          ],
        },
      },
      { extends: true, test: { name: 'built', include: ['tests/built/*.test.ts'] } },
    ],
  },
})
