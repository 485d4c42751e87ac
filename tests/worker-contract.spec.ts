import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { build } from 'esbuild'
import { Architecture } from '#mocks/systems/scenario.ts'
import { obligationsAt } from './support/contracts.ts'

// The contracts compile JSON schemas, which is eval, and the site's policy rightly has none of it. The policy itself is
// tested in policy.spec.ts. No trace is recorded: thousands of requests would be kept.
test.use({ bypassCSP: true, trace: 'off' })
test.setTimeout(600_000)

const all = process.env.CONTRACTS === 'all'
let contracts = ''
test.beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(import.meta.resolve('./support/contracts-in-page.ts'))],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    define: { 'process.env.NEXT_PUBLIC_BASE_PATH': '""' },
    logLevel: 'error',
  })
  contracts = outputFiles[0]?.text ?? ''
})

for (const architecture of Architecture.options) {
  const promises = obligationsAt('worker', all)
    .filter((obligation) => obligation.architecture === architecture)
    .reduce((sum, { contract }) => sum + contract.promises.length, 0)

  test(`behind the service worker, ${architecture} keep ${promises} promises`, async ({ page }) => {
    let throughWorker = 0
    page.on('response', (response) => {
      if (
        /bookshop\.(example|internal)$/.test(new URL(response.url()).hostname) &&
        response.fromServiceWorker()
      )
        throughWorker++
    })
    await page.goto('./')
    await page.addScriptTag({ content: contracts })
    const verdict = await page.evaluate(([which, every]) => keepContracts(which, every), [
      architecture,
      all,
    ] as const)
    expect(verdict).toEqual({ runtime: 'worker', promises, kept: promises, broken: [] })
    expect(throughWorker).toBeGreaterThan(promises)
  })
}
