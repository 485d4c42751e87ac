import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { BROWSER_HOSTS } from '#mocks/systems/topology.ts'

const ROOT = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(ROOT, file))
const version = (file: string) =>
  z.object({ version: z.string() }).parse(JSON.parse(read(file).toString())).version

test('public/mockServiceWorker.js is the installed MSW’s, byte for byte', () => {
  const installed = read('node_modules/msw/lib/mockServiceWorker.js')
  expect(read('public/mockServiceWorker.js').equals(installed)).toBe(true)
  expect(installed.length).toBeGreaterThan(5_000)
})

test('MSW is pinned to one version, and the worker is of that version', () => {
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json').toString()))
  expect(dependencies.msw).toMatch(/^\d+\.\d+\.\d+$/)
  expect(version('node_modules/msw/package.json')).toBe(dependencies.msw)
  expect(read('public/mockServiceWorker.js').toString()).toContain(`PACKAGE_VERSION = '${dependencies.msw}'`)
})

test('our own worker imports it, and keeps it from unregistering itself', () => {
  const ours = read('public/sw.js').toString()
  expect(ours).toContain("importScripts('mockServiceWorker.js')")
  expect(ours).toContain('ServiceWorkerRegistration.prototype.unregister =')
})

test('our own worker leaves every host of the bookshop to it', () => {
  const ours = read('public/sw.js').toString()
  const named = /PUBLIC_HOSTS = \[(.*)\]/.exec(ours)?.[1]?.match(/[a-z.]+/g)
  expect(named).toEqual(BROWSER_HOSTS.filter((host) => !host.endsWith('.bookshop.internal')))
})
