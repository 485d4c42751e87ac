import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { build } from 'esbuild'
import { Architecture } from '#mocks/systems/scenario.ts'

let script = ''
test.beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(import.meta.resolve('./support/live-in-page.ts'))],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    define: { 'process.env.NEXT_PUBLIC_BASE_PATH': '""' },
    logLevel: 'error',
  })
  script = outputFiles[0]?.text ?? ''
})

// The site's policy lets no script in that it does not know.
test.use({ bypassCSP: true })

for (const architecture of Architecture.options) {
  test(`a page behind the service worker hears what happens while it happens: ${architecture}`, async ({
    page,
  }) => {
    await page.goto('./')
    await page.addScriptTag({ content: script })
    expect(await page.evaluate((which) => watchFromPage(which), architecture)).toEqual({
      runtime: 'worker',
      messages: ['subscribed', 'order.placed', 'order.confirmed'],
      // Each message of the stream came while the stream was open.
      stock: [3, 2],
      closes: [1000],
    })
  })
}
