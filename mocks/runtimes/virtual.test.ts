import { describe, expect, test } from 'vitest'
import type { RunEvent } from '../log/events.ts'
import { StalledRun } from '../simulation/virtual-clock.ts'
import { Architecture, type ScenarioInput } from '../systems/scenario.ts'
import { runScenario, type SteppedRun, stepScenario } from './virtual.ts'

const API = 'https://api.bookshop.example/v1'
const order = {
  method: 'POST',
  url: `${API}/orders`,
  headers: { 'content-type': 'application/json', 'idempotency-key': '"k"' },
  body: JSON.stringify({ lines: [{ isbn: '9780441478125', quantity: 1 }] }),
}
/** Requests that overlap, a policy, and work that goes on after its caller gave up. */
const scenario = (system: Architecture): ScenarioInput => ({
  v: 1,
  system,
  settings: {
    policies: [{ edge: { from: 'orders', to: 'payments' }, timeoutMs: 30, retry: { attempts: 2 } }],
  },
  faults: [{ kind: 'slow', service: 'payments', ms: 200 }],
  workload: [order, { method: 'GET', url: `${API}/books?limit=2`, waits: false }, order],
})

async function stepsOf(run: SteppedRun): Promise<(readonly RunEvent[])[]> {
  const steps: (readonly RunEvent[])[] = []
  for (let news = await run.next(); news; news = await run.next()) steps.push(news)
  return steps
}

describe.each(Architecture.options)('a run of %s that is stepped', (system) => {
  test('is the run, to the byte: its log, what the client got, and the data at the end', async () => {
    const stepped = stepScenario(scenario(system))
    const steps = await stepsOf(stepped)
    const whole = await runScenario(scenario(system))
    expect(JSON.stringify(steps.flat())).toBe(JSON.stringify(whole.events))
    expect(JSON.stringify(await stepped.finished())).toBe(JSON.stringify(whole))
  })

  test('stands still between two steps, and at most one moment passes in each', async () => {
    const stepped = stepScenario(scenario(system))
    const steps = await stepsOf(stepped)
    for (const news of steps) expect(new Set(news.map(({ atUs }) => atUs)).size).toBeLessThanOrEqual(1)
    expect(steps.filter(({ length }) => length > 0).length).toBeGreaterThan(10)
    expect(steps.at(-1)?.at(-1)).toMatchObject({ kind: 'run', phase: 'ended' })
    expect(await stepped.next()).toBeUndefined()
  })
})

test('another run at the same time is not disturbed', async () => {
  const [one, other] = [stepScenario(scenario('microservices')), stepScenario(scenario('monolith'))]
  const events: RunEvent[] = []
  for (let news = await one.next(); news; news = await one.next()) {
    events.push(...news)
    await other.next()
  }
  expect(events).toEqual((await runScenario(scenario('microservices'))).events)
})

test('a run that has not ended has no result yet, and one that can not go on says so', async () => {
  const begun = stepScenario(scenario('monolith'))
  await begun.next()
  await expect(begun.finished()).rejects.toThrow('not ended')
  const stalled = stepScenario(scenario('monolith'), {
    replace: (_, built) => ({ ...built, handler: () => new Promise(() => {}) }),
  })
  await expect(stepsOf(stalled)).rejects.toThrow(StalledRun)
})
