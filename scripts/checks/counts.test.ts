import { expect, test } from 'vitest'
import { closingLine, countPlaywright, countVitest, settle } from './counts.ts'

test('the closing line sums all suites', () => {
  expect(
    closingLine([
      { passed: 10, failed: 0 },
      { passed: 5, failed: 2 },
    ]),
  ).toBe('15 passed, 2 failed')
})

test('a suite that crashes, or runs no test, has failed', () => {
  expect(settle(undefined, 1)).toEqual({ passed: 0, failed: 1 })
  expect(settle({ passed: 0, failed: 0 }, 0)).toEqual({ passed: 0, failed: 1 })
  expect(settle({ passed: 7, failed: 0 }, 1)).toEqual({ passed: 7, failed: 1 })
  expect(settle({ passed: 7, failed: 3 }, 1)).toEqual({ passed: 7, failed: 3 })
  expect(settle({ passed: 7, failed: 0 }, 0)).toEqual({ passed: 7, failed: 0 })
  expect(settle({ passed: 7, failed: 0 }, null)).toEqual({ passed: 7, failed: 1 })
})

test('a test file that cannot be loaded is a failure', () => {
  expect(countVitest({ numPassedTests: 4, numFailedTests: 0, numFailedTestSuites: 1 })).toEqual({
    passed: 4,
    failed: 1,
  })
  expect(countVitest({ numPassedTests: 4, numFailedTests: 2, numFailedTestSuites: 3 })).toEqual({
    passed: 4,
    failed: 2,
  })
})

test('a journey that was skipped or needed luck is a failure', () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 1 }
  expect(countPlaywright({ stats, errors: [] })).toEqual({ passed: 3, failed: 3 })
  expect(countPlaywright({ stats: { ...stats, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{}] })).toEqual(
    {
      passed: 3,
      failed: 1,
    },
  )
})
