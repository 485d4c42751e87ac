import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { build } from 'esbuild'
import { CATALOGUE_RUNS, digestOf, replay } from './support/catalogue-runs.ts'

// What a reader is shown after opening a link is what its author saw, on another machine and in another engine. Node and
// Chromium run the same source, so whatever an engine does in its own way (text of errors, order of fields, numbers) shows.
test.use({ bypassCSP: true, trace: 'off' })
test.setTimeout(180_000)

const SEEDS = process.env.REPLAY_SEEDS === 'all' ? [0, 1, 7, 424_242, 4_294_967_295] : [7, 4_294_967_295]

let replays = ''
test.beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(import.meta.resolve('./support/replay-in-page.ts'))],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    define: { 'process.env.NEXT_PUBLIC_BASE_PATH': '""' },
    logLevel: 'error',
  })
  replays = outputFiles[0]?.text ?? ''
})

const NAMES = [...CATALOGUE_RUNS.keys()]
const FAILURES = Map.groupBy(NAMES, (name) => name.slice(0, name.indexOf(':')))

for (const [failure, names] of FAILURES) {
  test(`${failure}: ${names.length} runs with ${SEEDS.length} seeds are the same in this browser as in Node, to the byte`, async ({
    page,
  }) => {
    await page.goto('./')
    await page.addScriptTag({ content: replays })
    expect(await page.evaluate(() => replaysInPage.names)).toEqual(NAMES)
    for (const kind of ['symptom', 'cure ', 'wrong cure'])
      expect(names.filter((name) => name.startsWith(`${failure}: ${kind}`)).length).toBeGreaterThan(0)

    const digests = new Set<string>()
    for (const name of names) {
      const here = await Promise.all(SEEDS.map((seed) => digestOf(name, seed)))
      const there = await page.evaluate(
        ([which, seeds]) => Promise.all(seeds.map((seed) => replaysInPage.digestOf(which, seed))),
        [name, SEEDS] as const,
      )
      for (const [i, seed] of SEEDS.entries()) {
        if (here[i] === there[i]) continue
        const [ours, theirs] = [
          await replay(name, seed),
          await page.evaluate(([which, one]) => replaysInPage.replay(which, one), [name, seed] as const),
        ]
        const at = ours.findIndex((line, index) => line !== theirs[index])
        expect(theirs[at], `${name}, seed ${seed}: the first line that differs is ${at}`).toBe(ours[at])
        expect(theirs.length, `${name}, seed ${seed}: lines in all`).toBe(ours.length)
      }
      // Were a seed of no effect, this would prove nothing.
      for (const digest of here) digests.add(digest)
    }
    expect(digests.size).toBeGreaterThanOrEqual(SEEDS.length)
  })
}
