import { describe, expect, test } from 'vitest'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { encodeRun, MAX_LINK_BYTES } from '#mocks/systems/link.ts'
import { loadConcepts } from '../load.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { voiceProblems } from '../scenarios/voice.ts'
import { loadPanel, PANEL_IDS } from './read.ts'
import { type Chosen, firstOf, type Panel, settingKey, settingsOf } from './schema.ts'

/** More settings than this are more than a reader tries, and than a page should carry recorded. */
const SETTINGS_AT_MOST = 24

type VirtualRun = Awaited<ReturnType<typeof runScenario>>

const panels = await Promise.all(PANEL_IDS.map(loadPanel))

test('every panel is on exactly one page', () => {
  const used = loadConcepts().flatMap((concept) => concept.panels)
  expect(used.toSorted()).toEqual([...PANEL_IDS].sort())
})

describe.each(panels.map((panel) => [panel.id, panel] as const))('%s', (_, panel) => {
  const settings = settingsOf(panel)
  // Made when the first test asks: all panels at once would make each of them wait for all.
  let made: ReturnType<typeof runsOf> | undefined
  const runs = () => (made ??= runsOf(panel))

  test('runs at every setting, and its figures can be read', async () => {
    expect(settings.length).toBeLessThanOrEqual(SETTINGS_AT_MOST)
    for (const [key, run] of await runs()) {
      const chosen = settings.find((one) => settingKey(panel, one) === key) ?? {}
      for (const { label, reads } of panel.figures) expect(reads(run, chosen), label).not.toBeNaN()
      expect(run.exchanges[panel.watch(chosen)], key).toBeDefined()
    }
  })

  test('its switches change what is measured', async () => {
    const figures = [...(await runs())].map(([key, run]) =>
      panel.figures
        .map(({ reads }) => reads(run, settings.find((one) => settingKey(panel, one) === key) ?? {}))
        .join(),
    )
    expect(new Set(figures).size).toBeGreaterThan(1)
  })

  test('the prediction has one right answer, and it is not what the page shows first', async () => {
    const first = firstOf(panel)
    const about = { ...first, ...panel.prediction.about }
    const run = (await runs()).get(settingKey(panel, about))
    expect(run).toBeDefined()
    if (!run) return
    const actual = panel.prediction.reads(run, about)
    expect(panel.prediction.options.map(({ value }) => value)).toContain(actual)
    expect(settingKey(panel, about)).not.toBe(settingKey(panel, first))
  })

  test.each(panel.claims.map((claim) => [claim.says, claim] as const))('%s', async (_, { holds }) => {
    const known = await runs()
    const at = (chosen: Chosen = {}): FinishedRun => {
      const key = settingKey(panel, { ...firstOf(panel), ...chosen })
      const run = known.get(key)
      if (!run) throw new Error(`There is no setting "${key}" of ${panel.id}.`)
      return run
    }
    expect(holds(at)).toBe(true)
  })

  test('each of its runs fits into a link', async () => {
    for (const { scenario } of (await runs()).values()) {
      const link = await encodeRun({ ...scenario, assumptions: [...panel.assumptions] })
      expect(link.length).toBeLessThanOrEqual(MAX_LINK_BYTES)
    }
  })

  test('speaks plainly', () => {
    const { invites, prediction, assumptions, claims } = panel
    const texts = [invites, prediction.question, ...prediction.options.map(({ why }) => why), ...assumptions]
    const said = [...texts, ...claims.map(({ says }) => says)]
    expect(said.flatMap(voiceProblems)).toEqual([])
    expect(said.filter((text) => !/[.?]$/.test(text))).toEqual([])
  })
})

async function runsOf(panel: Panel): Promise<ReadonlyMap<string, VirtualRun>> {
  const runs = new Map<string, VirtualRun>()
  for (const chosen of settingsOf(panel))
    runs.set(settingKey(panel, chosen), await runScenario(panel.scenario(chosen)))
  return runs
}
