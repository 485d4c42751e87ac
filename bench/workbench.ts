import { chromium, type Page } from '@playwright/test'
import { encodeRun } from '#mocks/systems/link.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { Scenario } from '#mocks/systems/scenario.ts'
import { CHROMIUM_FLAGS, ensureChromium } from '../scripts/browser.ts'
import { createSiteServer, listen } from '../scripts/site/serve.ts'

declare global {
  interface Window {
    longTasks: number[]
  }
}

/** Three layers that retry: one order becomes 2,110 hops. */
const STORM: ScenarioInput = {
  v: 1,
  settings: {
    latency: 'none',
    policies: [
      { edge: { from: 'client' }, retry: { attempts: 10, methods: 'all' } },
      { edge: { from: 'gateway' }, retry: { attempts: 10, methods: 'all' } },
      { edge: { from: 'orders' }, retry: { attempts: 20 } },
    ],
  },
  faults: [{ kind: 'error', edge: { from: 'orders', to: 'catalog' }, strikes: { percent: 100 } }],
  workload: [
    {
      method: 'POST',
      url: 'https://api.bookshop.example/v1/orders',
      headers: { 'content-type': 'application/json', 'idempotency-key': '"k"' },
      body: '{"lines":[{"isbn":"9780441478125","quantity":1}]}',
    },
  ],
}

/** The longest task of the page, in ms, while a trace of 2,110 hops is laid out, a hop is chosen, its end is looked at. Needs the built site. */
export async function measureWorkbench(): Promise<Readonly<Record<string, number>>> {
  const server = createSiteServer('out')
  const port = await listen(server, 0)
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } })
    await page.addInitScript(() => {
      window.longTasks = []
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) window.longTasks.push(duration)
      }).observe({ type: 'longtask' })
    })
    const link = await encodeRun(Scenario.parse(STORM))
    await page.goto(`http://localhost:${port}/sandbox/#run=${link}`)
    await page.getByRole('button', { name: 'Replay it' }).click()
    const trace = page.getByRole('region', { name: 'Trace', exact: true })
    await trace.getByText('2110 hops').waitFor()
    await trace.getByRole('row', { name: /^3\. / }).waitFor()
    await page.getByRole('radio', { name: 'Send', exact: true }).check()
    await longest(page)
    await page.getByRole('radio', { name: 'Look inside' }).check()
    await trace.getByRole('row', { name: /^3\. / }).waitFor()
    const laidOut = await longest(page)
    await trace.getByRole('row', { name: /^3\. / }).click()
    const chosen = await longest(page)
    await trace.getByRole('row', { name: /^3\. / }).press('End')
    const ended = await longest(page)
    return {
      'workbench, 2,110 hops laid out, longest task': laidOut,
      'workbench, a hop of 2,110 chosen, longest task': chosen,
      'workbench, to the last of 2,110 hops, longest task': ended,
    }
  } finally {
    await browser.close()
    server.close()
    server.closeAllConnections()
  }
}

/** The longest task since this was asked last; 0 when none took 50 ms, the shortest that browsers report. */
async function longest(page: Page): Promise<number> {
  // Browsers report a task some time after it has ended.
  await page.waitForTimeout(500)
  return page.evaluate(() => Math.max(0, ...window.longTasks.splice(0)))
}
