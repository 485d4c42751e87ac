import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

/** Flags that let Chromium run in a container and keep it from calling home. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The browser of the journeys: Playwright's own if it is installed, else `CHROMIUM_PATH`, else Debian's; or undefined. */
export function findChromium(): string | undefined {
  return [
    chromium.executablePath(),
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
  ].find((path) => path !== undefined && path !== '' && existsSync(path))
}

/** Finds a browser, or installs Debian's when this may be done; throws one sentence that says what to install. */
export function ensureChromium(): string {
  const found = findChromium()
  if (found) return found
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.log('No Chromium found: installing the one of this system (apt-get install chromium).')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
      spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env })
    }
    const installed = findChromium()
    if (installed) return installed
  }
  throw new Error(
    'The browser journeys need Chromium: run "npx playwright install chromium", or set CHROMIUM_PATH to an installed one.',
  )
}
