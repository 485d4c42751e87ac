import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { build } from 'esbuild'
import { CHROMIUM_FLAGS, ensureChromium } from '../scripts/browser.ts'

const ROOT = join(import.meta.dirname, '..')
const WARM_UP = 50
const ROUNDS = 300

/** Round trips of one request in Chromium, in ms: through the worker, through a bare worker, and in the page. */
export async function measureRoundTrips(): Promise<Record<'worker' | 'bareWorker' | 'inPage', number[]>> {
  const files = await filesToServe()
  const server = createServer((request, response) => {
    const file = files.get(new URL(request.url ?? '/', 'http://localhost').pathname)
    if (!file) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': file.type }).end(file.content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS })
  try {
    const measure = async (kind: 'worker' | 'bareWorker' | 'inPage') => {
      // A context each: a scope has one worker.
      const context = await browser.newContext()
      const page = await context.newPage()
      await page.goto(`http://localhost:${port}/`)
      const durations = await page.evaluate(([kind, rounds]) => window.measured[kind](rounds), [
        kind,
        WARM_UP + ROUNDS,
      ] as const)
      await context.close()
      return durations.slice(WARM_UP)
    }
    return {
      bareWorker: await measure('bareWorker'),
      worker: await measure('worker'),
      inPage: await measure('inPage'),
    }
  } finally {
    await browser.close()
    server.close()
  }
}

async function filesToServe() {
  const bundle = await build({
    entryPoints: [join(ROOT, 'bench/page.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    conditions: ['browser'],
    alias: { 'tough-cookie': join(ROOT, 'mocks/runtimes/no-cookies.ts') },
    define: { 'process.env.NEXT_PUBLIC_BASE_PATH': '""' },
  })
  const script = 'text/javascript'
  const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
  return new Map([
    [
      '/',
      {
        type: 'text/html',
        content: '<!doctype html><title>Round trips</title><script src="page.js"></script>',
      },
    ],
    ['/page.js', { type: script, content: bundle.outputFiles[0]?.text ?? '' }],
    ['/bare-sw.js', { type: script, content: read('bench/bare-sw.js') }],
    ['/sw.js', { type: script, content: read('public/sw.js') }],
    ['/mockServiceWorker.js', { type: script, content: read('public/mockServiceWorker.js') }],
  ])
}
