import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { timeOfDay } from './clock.ts'
import { createVirtualClock, StalledRun, VIRTUAL_EPOCH_MS } from './virtual-clock.ts'

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Runs a task with a clock of its own; brings what it returns and when it ended. */
async function run<T>(task: (clock: ReturnType<typeof createVirtualClock>['clock']) => Promise<T>) {
  const { clock, run, sleeping } = createVirtualClock({ settle })
  const result = await run(task(clock))
  return { result, endUs: clock.nowUs(), sleeping: sleeping() }
}

test('an hour passes in no time', async () => {
  const { endUs, sleeping } = await run((clock) => clock.sleep(3_600_000_000))
  expect(endUs).toBe(3_600_000_000)
  expect(sleeping).toBe(0)
})

test('who sleeps nothing, or less, stays', async () => {
  expect((await run(async (clock) => [await clock.sleep(0), await clock.sleep(-5)])).endUs).toBe(0)
})

test('half microseconds are rounded, so that every time is a whole number', async () => {
  expect((await run((clock) => clock.sleep(1.6))).endUs).toBe(2)
})

test('the time of day goes with the clock', async () => {
  const { result } = await run(async (clock) => {
    const before = timeOfDay(clock)
    await clock.sleep(1_500_000)
    return [before, timeOfDay(clock)].map((date) => date.toISOString())
  })
  expect(result).toEqual(['2026-01-05T09:00:00.000Z', '2026-01-05T09:00:01.500Z'])
  expect(new Date(VIRTUAL_EPOCH_MS).toISOString()).toBe('2026-01-05T09:00:00.000Z')
})

test('tasks wake by time, and together in the order in which they fell asleep', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }), { maxLength: 6 }),
      async (tasks) => {
        const story = async () => {
          const woken: string[] = []
          const { sleeping, endUs } = await run((clock) =>
            Promise.all(
              tasks.map(async (naps, task) => {
                for (const us of naps) {
                  await clock.sleep(us)
                  woken.push(`${clock.nowUs()} ${task}`)
                }
              }),
            ),
          )
          expect(sleeping).toBe(0)
          expect(endUs).toBe(Math.max(0, ...tasks.map((naps) => naps.reduce((sum, us) => sum + us, 0))))
          return woken
        }
        const woken = await story()
        const times = woken.map((line) => Number(line.split(' ')[0]))
        expect(times).toEqual([...times].sort((a, b) => a - b))
        expect(await story()).toEqual(woken)
      },
    ),
    { numRuns: 30 },
  ))

describe('promises of the world', () => {
  const later = <T>(value: T, times: number): Promise<T> =>
    times === 0 ? Promise.resolve(value) : settle().then(() => later(value, times - 1))

  test('time stands still until a tracked one has settled', async () => {
    const { result } = await run(async (clock) => {
      const order: string[] = []
      await Promise.all([
        clock.track(later('world', 5)).then((who) => order.push(`${who} at ${clock.nowUs()}`)),
        clock.sleep(1).then(() => order.push(`sleeper at ${clock.nowUs()}`)),
      ])
      return order
    })
    expect(result).toEqual(['world at 0', 'sleeper at 1'])
  })

  test('they are released in the order in which they were handed in, whichever settles first', async () => {
    const { result } = await run(async (clock) => {
      const order: string[] = []
      await Promise.all([
        clock.track(later('slow', 8)).then((who) => order.push(who)),
        clock.track(later('fast', 1)).then((who) => order.push(who)),
      ])
      return order
    })
    expect(result).toEqual(['slow', 'fast'])
  })

  test('a failure comes through', async () => {
    await expect(run((clock) => clock.track(Promise.reject(new Error('no disk'))))).rejects.toThrow('no disk')
  })

  test('an untracked one stops the run, and the error says when and what to do', async () => {
    const task = run(async (clock) => {
      await clock.sleep(12)
      await new Promise(() => {})
    })
    await expect(task).rejects.toThrow(StalledRun)
    await expect(task).rejects.toThrow(/stands still at 12 µs.*clock\.track/)
  })
})

test('a task that throws ends the run with its error', async () => {
  const task = run(async (clock) => {
    await clock.sleep(5)
    throw new Error('out of paper')
  })
  await expect(task).rejects.toThrow('out of paper')
})
