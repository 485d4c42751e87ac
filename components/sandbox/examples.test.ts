import { describe, expect, test } from 'vitest'
import { checkDraft, isSendable } from './check-draft.ts'
import { draftOf, type SentRequest } from './draft.ts'
import { EXAMPLES, type Example, FIRST_REQUEST } from './examples.ts'
import { placesOfBookshop } from './places-of-bookshop.ts'
import { replay } from './replay.ts'
import type { Entry } from './session.ts'
import { workloadOf } from './share.ts'

const byId = (id: string): Example => {
  const example = EXAMPLES.find((candidate) => candidate.id === id)
  if (!example) throw new Error(`There is no example ${id}.`)
  return example
}

async function run(requests: readonly SentRequest[]): Promise<readonly Entry[]> {
  return replay({ v: 1, workload: requests.map(workloadOf) }, { id: 1, source: 'replayed', bookshop: 1 })
}

/** Sends an example as a person would: what it builds on first, then the example in a session that has seen that. */
async function runExample({
  before,
  request,
}: Example): Promise<{ request: SentRequest; entry: Entry | undefined }> {
  const earlier = before ? [byId(before).request({ entries: [] })] : []
  const entries = earlier.length > 0 ? await run(earlier) : []
  const asked = request({ entries })
  return { request: asked, entry: (await run([...earlier, asked])).at(-1) }
}

describe.each(EXAMPLES.map((example) => [example.title, example] as const))('%s', (_, example) => {
  test(`is answered with ${example.status}`, async () => {
    const { entry } = await runExample(example)
    expect(entry?.outcome).toMatchObject({ kind: 'answered', status: example.status })
  })

  test('can be sent from the editor as it stands', async () => {
    const { request } = await runExample(example)
    const checked = checkDraft(draftOf(request), placesOfBookshop())
    expect(isSendable(checked)).toBe(true)
    expect(checked.jsonProblem).toBeUndefined()
    expect(checked.hints).toEqual({})
  })
})

test('ids and titles are unique', () => {
  expect(new Set(EXAMPLES.map(({ id }) => id)).size).toBe(EXAMPLES.length)
  expect(new Set(EXAMPLES.map(({ title }) => title)).size).toBe(EXAMPLES.length)
})

test('every order gets a key of its own; a retry repeats the last one that was created', async () => {
  const place = byId('place-order')
  expect(place.request({ entries: [] })).not.toEqual(place.request({ entries: [] }))
  const entries = await run([place.request({ entries: [] }), byId('order-too-many').request({ entries: [] })])
  expect(byId('retry-order').request({ entries })).toEqual(entries[0]?.request)
})

test('the request that the page opens with is created', async () => {
  expect((await run([FIRST_REQUEST]))[0]?.outcome).toMatchObject({ kind: 'answered', status: 201 })
})
