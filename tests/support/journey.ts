import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { differences, type ExpectedFailure, type Failure } from './failures.ts'

interface Journey {
  /** Runs the journey in a browser without JavaScript: `test.use({ noJavaScript: true })`. */
  noJavaScript: boolean
  /** Declares a failure that this journey provokes; anything else that goes wrong in a page fails the journey. */
  expectFailure: (failure: ExpectedFailure) => void
  /** Checks the page as it stands with axe (WCAG 2.2 AA), in the light and in the dark theme. */
  axe: (page: Page) => Promise<void>
}

/** The test every journey is built on: quiet pages unless declared otherwise. */
export const test = base.extend<Journey>({
  noJavaScript: [false, { option: true }],
  javaScriptEnabled: async ({ noJavaScript }, use) => use(!noJavaScript),

  expectFailure: [
    async ({ context, noJavaScript }, use) => {
      const failures: Failure[] = []
      const expected: ExpectedFailure[] = []
      context.on('console', (message) => {
        if (message.type() !== 'error') return
        failures.push({ kind: 'error', message: message.text(), url: message.location().url })
      })
      context.on('weberror', (error) =>
        failures.push({ kind: 'error', message: String(error.error().message), url: '' }),
      )
      context.on('response', (response) => {
        if (response.status() < 400) return
        failures.push({ kind: 'answer', url: response.url(), status: response.status(), detail: '' })
      })
      context.on('requestfailed', (request) => {
        const detail = request.failure()?.errorText ?? 'no reason given'
        // The page gave up on purpose: it navigated away, or it aborted a request of its own.
        if (detail === 'net::ERR_ABORTED') return
        // Chromium refuses to load scripts that it may not run.
        if (noJavaScript && request.resourceType() === 'script') return
        failures.push({ kind: 'answer', url: request.url(), status: 'failed', detail })
      })
      await use((failure) => expected.push(failure))
      expect(
        differences(failures, expected),
        'what went wrong in the page, compared with what was declared',
      ).toEqual([])
    },
    { auto: true },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's dependencies from here
  axe: async ({}, use) => use(checkAccessibility),
})

export { expect }

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

async function checkAccessibility(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations, passes } = await new AxeBuilder({ page }).withTags(RULES).analyze()
    const found = violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary}`),
    )
    expect(found, `axe in the ${colorScheme} theme`).toEqual([])
    expect(passes.length, 'rules that axe could apply').toBeGreaterThan(5)
  }
}
