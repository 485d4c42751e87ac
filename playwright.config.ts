import { existsSync } from 'node:fs'
import { defineConfig, devices } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium } from './scripts/browser.ts'

/** Where the sites are served while they are visited; another one where two runs share a machine. */
const PORT = Number(process.env.JOURNEY_PORT ?? 4173)

const executablePath = findChromium()
const sites = [
  { name: 'site', outDir: 'out', port: PORT, path: '/', testIgnore: 'sub-path.spec.ts' },
  {
    name: 'sub-path',
    outDir: 'out-sub-path',
    port: PORT + 1,
    path: '/blocks/',
    testMatch: 'sub-path.spec.ts',
  },
].filter(({ outDir }) => existsSync(`${outDir}/index.html`))

/**
 * Browser journeys over the built site: `npm run build` first. The sub-path journeys appear when there is a build under
 * a sub-path: `BASE_PATH=/blocks OUT_DIR=out-sub-path npm run build`. `npm test` makes both.
 */
export default defineConfig({
  testDir: 'tests',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  forbidOnly: true,
  retries: 0,
  workers: 2,
  fullyParallel: true,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    trace: 'retain-on-failure',
    launchOptions: { args: CHROMIUM_FLAGS, ...(executablePath ? { executablePath } : {}) },
  },
  projects: sites.map(({ name, port, path, outDir: _, ...match }) => ({
    name,
    ...match,
    use: { baseURL: `http://localhost:${port}${path}` },
  })),
  webServer: sites.map(({ outDir, port, path }) => ({
    command: 'node scripts/serve.ts',
    env: { PORT: String(port), OUT_DIR: outDir },
    url: `http://localhost:${port}${path}`,
    reuseExistingServer: false,
  })),
})
