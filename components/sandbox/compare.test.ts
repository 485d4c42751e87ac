import { expect, test } from 'vitest'
import { compareWithOther, isSameRequest } from './compare.ts'
import { FIRST_REQUEST } from './examples.ts'
import { replay } from './replay.ts'
import type { Entry } from './session.ts'
import { workloadOf } from './share.ts'

async function run(system: Entry['architecture'], id: number, request = FIRST_REQUEST): Promise<Entry> {
  const [entry] = await replay(
    { v: 1, system, workload: [workloadOf(request)] },
    { id, source: 'replayed', bookshop: id },
  )
  if (!entry) throw new Error('nothing was sent')
  return entry
}

test('the same order in both constructions: the same bytes, five hops or one', async () => {
  const entries = [await run('microservices', 1), await run('monolith', 2)]
  const comparison = entries[1] && compareWithOther(entries[1], entries)
  expect(comparison).toMatchObject({
    sameStatus: true,
    differingBytes: 0,
    differingMembers: [],
    hops: { before: 5, after: 1 },
  })
})

test('an answer that differs is told by bytes and members', async () => {
  const [before, after] = [await run('microservices', 1), await run('monolith', 2)]
  if (after.outcome.kind !== 'answered' || !('text' in after.outcome.content)) throw new Error('no answer')
  const { text } = after.outcome.content
  const changed: Entry = {
    ...after,
    outcome: {
      ...after.outcome,
      status: 200,
      content: { bytes: text.length, text: text.replace('confirmed', 'confirmee') },
    },
  }
  expect(compareWithOther(changed, [before, changed])).toMatchObject({
    sameStatus: false,
    differingBytes: 1,
    differingMembers: ['state'],
  })
})

test('nothing is compared with itself, with another request, or with an answer that did not come', async () => {
  const before = await run('microservices', 1)
  const after = await run('monolith', 2)
  expect(compareWithOther(after, [after])).toBeUndefined()
  expect(compareWithOther(before, [before, after])).toBeUndefined()
  expect(
    compareWithOther(after, [
      { ...before, request: { ...before.request, url: 'https://api.bookshop.example/v1/books' } },
      after,
    ]),
  ).toBeUndefined()
  expect(compareWithOther(after, [{ ...before, outcome: { kind: 'cancelled' } }, after])).toBeUndefined()
  expect(compareWithOther(after, [{ ...before, down: ['payments'] }, after])).toBeUndefined()
})

test('an Idempotency-Key only names the attempt; any other header counts', () => {
  const withHeaders = (...headers: [string, string][]) => ({ ...FIRST_REQUEST, headers })
  expect(
    isSameRequest(withHeaders(['Idempotency-Key', '"a"']), withHeaders(['idempotency-key', '"b"'])),
  ).toBe(true)
  expect(isSameRequest(withHeaders(['accept', 'a']), withHeaders(['accept', 'b']))).toBe(false)
})
