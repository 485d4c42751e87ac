import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeRun } from '../systems/link.ts'
import { Scenario, Settings } from '../systems/scenario.ts'
import { readFlags } from './flags.ts'
import { runToStart } from './run-to-start.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-to-start-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const from = (...args: string[]) => runToStart(readFlags(args))
/** A file with this in it. */
function file(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
const RUN = Scenario.parse({
  v: 1,
  system: 'monolith',
  seed: 42,
  settings: { idempotencyKey: 'optional', policies: [{ edge: { from: 'gateway' }, timeoutMs: 300 }] },
  faults: [{ kind: 'slow', service: 'payments', ms: 10 }],
  workload: [{ method: 'GET', url: 'https://api.bookshop.example/v1/books' }],
})
const { v: _, assumptions: __, ...PARTS } = RUN

test('without flags: microservices, seed 7, no added latency, nothing wrong', async () => {
  const settings = Settings.parse({ latency: 'none' })
  expect(await from()).toEqual({ system: 'microservices', seed: 7, settings, faults: [], workload: [] })
})

test('a scenario is read from a link, from its end, and from a file', async () => {
  const text = await encodeRun(RUN)
  expect(await from('--scenario', `https://host.example/sub/sandbox#run=${text}`)).toEqual(PARTS)
  expect(await from('--scenario', text)).toEqual(PARTS)
  expect(await from('--scenario', file('run.json', RUN))).toEqual(PARTS)
})

test('flags count more than a file of settings, and that more than a scenario', async () => {
  const flags = ['--scenario', file('run.json', RUN), '--system', 'microservices', '--seed', '1']
  expect(await from(...flags, '--latency', 'none')).toEqual({
    ...PARTS,
    system: 'microservices',
    seed: 1,
    settings: { ...PARTS.settings, latency: 'none' },
  })
  const settings = file('settings.json', { paymentKey: 'order' })
  expect((await from(...flags, '--settings', settings)).settings).toEqual(
    Settings.parse({ latency: 'none', paymentKey: 'order' }),
  )
})

test('real connections take no added time unless a file says so', async () => {
  const latencyOf = async (...args: string[]) => (await from(...args)).settings.latency
  const silent = file('silent.json', {})
  expect(await latencyOf('--settings', silent)).toBe('none')
  expect(await latencyOf('--settings', file('modelled.json', { latency: 'modelled' }))).toBe('modelled')
  expect(await latencyOf('--settings', silent, '--latency', 'modelled')).toBe('modelled')
})

test.each<[what: string, flag: string, content: unknown, why: RegExp]>([
  ['a wrong value', '--settings', { policies: [{ edge: {}, timeoutMs: 0 }] }, /policies\[0\]\.timeoutMs: /],
  ['an unknown field', '--settings', { retries: 3 }, /all of it: Unrecognized key: "retries"/],
  ['no object', '--settings', [], /all of it: /],
  ['no JSON', '--settings', '{', /is not JSON\. Look for a missing quote, comma or bracket\./],
  ['an unknown fault', '--scenario', { v: 1, faults: [{ kind: 'fire' }] }, /faults\[0\]\.kind: /],
  ['another version', '--scenario', { v: 2 }, /v: /],
])('%s in a file is refused, and named', async (_, flag, content, why) => {
  const path = file('wrong.json', content)
  await expect(from(flag, path)).rejects.toThrow(why)
  await expect(from(flag, path)).rejects.toThrow(`${flag} ${path} `)
  await expect(from(flag, path)).rejects.toThrow('For all flags: npm run services -- --help')
})

test('a file that is not there and a link that is damaged are refused in words', async () => {
  await expect(from('--settings', '/no/such/file')).rejects.toThrow('can not be read (ENOENT)')
  await expect(from('--scenario', 'https://host.example/sandbox#run=1.AAAA')).rejects.toThrow(
    '--scenario The link is damaged',
  )
})
