import { expect, test } from 'vitest'
import { decodeRun, encodeRun } from '#mocks/systems/link.ts'
import { FIRST_REQUEST } from './examples.ts'
import { replay } from './replay.ts'
import { entriesToShare, scenarioOf, shareNewest, workloadOf } from './share.ts'

test('header lines of one name travel as one', () => {
  const headers = [
    ['Accept', 'a'],
    ['accept', 'b'],
    ['x', '1'],
  ] as const
  expect(workloadOf({ ...FIRST_REQUEST, headers }).headers).toEqual({ Accept: 'a, b', x: '1' })
})

test('a link repeats the requests of the bookshop as it stands, and nothing from before its reset', async () => {
  const [entry] = await replay(
    { v: 1, workload: [workloadOf(FIRST_REQUEST)] },
    { id: 1, source: 'live', bookshop: 2 },
  )
  if (!entry) throw new Error('nothing was sent')
  const entries = [
    { ...entry, bookshop: 1 },
    { ...entry, id: 2 },
    { ...entry, id: 3, source: 'replayed' as const },
    { ...entry, id: 4, outcome: { kind: 'sandbox-failed', detail: '' } as const },
  ]
  expect(entriesToShare({ entries, bookshop: 2 }).map(({ id }) => id)).toEqual([2])
})

test('what went into a link comes out of it', async () => {
  const scenario = scenarioOf('microservices', ['payments', 'catalog'], [FIRST_REQUEST], { seed: 9 })
  const back = await decodeRun(await encodeRun(scenario))
  expect(back).toMatchObject({
    system: 'microservices',
    seed: 9,
    faults: [{ service: 'payments' }, { service: 'catalog' }],
  })
  expect(back.workload).toEqual([workloadOf(FIRST_REQUEST)])
  expect(scenarioOf('monolith', ['gateway', 'catalog'], []).faults).toEqual([
    { kind: 'down', service: 'gateway' },
  ])
})

test('the most that fits is shared, the newest first; one that never fits is reported', async () => {
  const requests = Array.from({ length: 37 }, (_, n) => ({ ...FIRST_REQUEST, body: String(n) }))
  for (const room of [1, 5, 36, 37]) {
    const encode = async (part: readonly unknown[]) => {
      if (part.length > room) throw new Error('too long')
      return JSON.stringify(part)
    }
    const { held, text } = await shareNewest(requests, encode)
    expect(held).toBe(room)
    expect(text).toContain('"body":"36"')
  }
  await expect(shareNewest(requests, () => Promise.reject(new Error('too long')))).rejects.toThrow('too long')
})
