import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest. A file that starts last and takes a minute makes everybody wait for it. */
const LONG =
  /tests\/(contract\.|scenarios|services|killed\.real|fuzz|campaigns|broken|real-faults|crash|network)/

/** Begins with the files that take longest. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((a, b) => Number(LONG.test(b.moduleId)) - Number(LONG.test(a.moduleId)))
  }
}

/** Tests that need no browser. `house` runs on the source alone; `built` reads an exported site (`OUT_DIR`, out). */
export default defineConfig({
  test: {
    environment: 'node',
    // More than one for each core: those who start processes or keep to real time mostly wait.
    maxWorkers: '150%',
    sequence: { sequencer: LongestFirst },
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
