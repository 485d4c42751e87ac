import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRestarts } from './restarts.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('what ended is started again after half a second; the wait doubles while it keeps ending, up to 30 seconds', async () => {
  const starts: string[] = []
  const restarts = createRestarts(async (party) => starts.push(party), Date.now)
  const waits: number[] = []
  for (let life = 0; life < 8; life++) {
    waits.push(restarts.died('orders'))
    expect(starts).toHaveLength(life)
    await vi.runAllTimersAsync()
    expect(starts).toHaveLength(life + 1)
  }
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
})

test('whoever ran for more than ten seconds is well again, and others were never ill', async () => {
  const restarts = createRestarts(async () => {}, Date.now)
  restarts.died('orders')
  await vi.runAllTimersAsync()
  restarts.died('orders')
  await vi.runAllTimersAsync()
  expect(restarts.died('payments')).toBe(500)
  vi.advanceTimersByTime(10_001)
  expect(restarts.died('orders')).toBe(500)
})

test('nothing is started after a cancel', async () => {
  const starts: string[] = []
  const restarts = createRestarts(async (party) => starts.push(party), Date.now)
  restarts.died('orders')
  restarts.cancel()
  await vi.runAllTimersAsync()
  expect(starts).toEqual([])
})
