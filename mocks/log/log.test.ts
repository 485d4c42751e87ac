import { describe, expect, test } from 'vitest'
import type { RunEvent } from './events.ts'
import { createKeepingSink, createRunLog } from './log.ts'

const down = { kind: 'process', party: 'catalog', state: 'down' } as const

test('every event is stamped with version, place, time and run, and handed to every sink', () => {
  let nowUs = 0
  const [one, two]: [RunEvent[], RunEvent[]] = [[], []]
  const log = createRunLog({
    run: 'r',
    nowUs: () => nowUs,
    sinks: [(event) => one.push(event), (event) => two.push(event)],
  })
  log.append(down)
  nowUs = 7
  log.append({ ...down, state: 'up', traceId: 'a'.repeat(32) })
  expect(one).toEqual([
    { v: 1, seq: 0, atUs: 0, run: 'r', ...down },
    { v: 1, seq: 1, atUs: 7, run: 'r', ...down, state: 'up', traceId: 'a'.repeat(32) },
  ])
  expect(two).toEqual(one)
})

describe('a keeping sink', () => {
  const open = () => {
    const { sink, ...kept } = createKeepingSink()
    return { ...kept, log: createRunLog({ run: 'r', nowUs: () => 0, sinks: [sink] }) }
  }

  test('gives the same array until something happens, and never changes one that it gave', () => {
    const { log, events } = open()
    const before = events()
    expect(events()).toBe(before)
    log.append(down)
    const after = events()
    expect(after).not.toBe(before)
    expect(events()).toBe(after)
    expect([before.length, after.length]).toEqual([0, 1])
  })

  test('tells whoever listens, until they stop', () => {
    const { log, subscribe, clear } = open()
    let heard = 0
    const stop = subscribe(() => heard++)
    log.append(down)
    clear()
    expect(heard).toBe(2)
    stop()
    log.append(down)
    expect(heard).toBe(2)
  })

  test('forgets everything when it is cleared', () => {
    const { log, events, clear } = open()
    log.append(down)
    const before = events()
    clear()
    expect(events()).toEqual([])
    expect(before).toHaveLength(1)
  })
})
