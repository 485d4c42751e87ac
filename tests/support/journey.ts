import { AxeBuilder } from '@axe-core/playwright'
import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test'
import { differences, type ExpectedFailure, type Failure } from './failures.ts'

interface Journey {
  /** Runs the journey in a browser without JavaScript: `test.use({ noJavaScript: true })`. */
  noJavaScript: boolean
  /** Declares a failure that this journey provokes; anything else that goes wrong in a page fails the journey. */
  expectFailure: (failure: ExpectedFailure) => void
  /** Checks the page as it stands with axe (WCAG 2.2 AA), in the light and in the dark theme. */
  axe: (page: Page) => Promise<void>
  /** Opens a page for somebody else, in a browser that keeps nothing of ours; it is watched as ours is. */
  newVisitor: (options?: BrowserContextOptions) => Promise<Page>
  /** Everything that went wrong so far, in every page of this journey. */
  failures: Failure[]
}

/** The test every journey is built on: quiet pages unless declared otherwise. */
export const test = base.extend<Journey>({
  noJavaScript: [false, { option: true }],
  javaScriptEnabled: async ({ noJavaScript }, use) => use(!noJavaScript),

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's dependencies from here
  failures: async ({}, use) => use([]),

  expectFailure: [
    async ({ context, noJavaScript, failures }, use) => {
      const expected: ExpectedFailure[] = []
      watch(context, failures, noJavaScript)
      await use((failure) => expected.push(failure))
      expect(
        differences(failures, expected),
        'what went wrong in the page, compared with what was declared',
      ).toEqual([])
    },
    { auto: true },
  ],

  newVisitor: async ({ browser, baseURL, failures }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (options) => {
      const context = await browser.newContext({ ...(baseURL === undefined ? {} : { baseURL }), ...options })
      contexts.push(context)
      watch(context, failures, false)
      return context.newPage()
    })
    for (const context of contexts) await context.close()
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's dependencies from here
  axe: async ({}, use) => use(checkAccessibility),
})

export { expect }

/** Writes down whatever goes wrong in the pages of a context. */
function watch(context: BrowserContext, failures: Failure[], noJavaScript: boolean): void {
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
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

async function checkAccessibility(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // The site has no frames, and what passed need not be told node by node: a quarter of the time.
    const { violations, passes } = await new AxeBuilder({ page })
      .setLegacyMode()
      .options({ resultTypes: ['violations'] })
      .withTags(RULES)
      .analyze()
    const found = violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary}`),
    )
    expect(found, `axe in the ${colorScheme} theme`).toEqual([])
    expect(passes.length, 'rules that axe could apply').toBeGreaterThan(5)
  }
}
