import * as z from 'zod'

/** How many tests of a suite passed and failed. */
export interface Count {
  readonly passed: number
  readonly failed: number
}

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
})

/** Reads Vitest's JSON report; a file that could not even be loaded counts as one failure. */
export function countVitest(report: unknown): Count {
  const { numPassedTests, numFailedTests, numFailedTestSuites } = VitestReport.parse(report)
  return {
    passed: numPassedTests,
    failed: numFailedTests === 0 ? Math.min(numFailedTestSuites, 1) : numFailedTests,
  }
}

const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()).default([]),
})

/** Reads Playwright's JSON report; errors outside tests, flaky tests and skipped ones count as failures. */
export function countPlaywright(report: unknown): Count {
  const { stats, errors } = PlaywrightReport.parse(report)
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped + errors.length }
}

/** A suite that failed without naming a test, or ran none, has one failure all the same. */
export function settle(count: Count | undefined, exitCode: number | null): Count {
  const { passed, failed } = count ?? { passed: 0, failed: 0 }
  const mustFail = exitCode !== 0 || passed + failed === 0
  return { passed, failed: mustFail ? Math.max(failed, 1) : failed }
}

/** The last line of `npm test`. */
export function closingLine(counts: readonly Count[]): string {
  const sum = (kind: keyof Count) => counts.reduce((total, count) => total + count[kind], 0)
  return `${sum('passed')} passed, ${sum('failed')} failed`
}
